import type { Hono } from "hono";
import type { z } from "zod";
import { validate } from "../../catalog/validate.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import { honoPath } from "./operation.ts";
import type { Operation } from "./operation.ts";

/** What the operation's schemas made of the request. */
export type Input<Query, Body> = { query: Query; body: Body };

type Handler<Query, Body> = (c: HubContext, input: Input<Query, Body>) => Promise<Response | Refused>;

/** Adds the operation's route: checks the input, calls the handler, and answers its refusals with problem documents. */
export function serve<Query, Body>(app: Hono<HubEnv>, of: Operation<Query, Body>, handle: Handler<Query, Body>): void {
  app.on(of.method.toUpperCase(), honoPath(of.path), requires(of.access), async (c: HubContext) => {
    const query = checked(of.query, c.req.query());
    if (isRefused(query)) return answerProblem(c, query);
    const body = of.body === undefined ? undefined : await readJson(c, of.body);
    if (isRefused(body)) return answerProblem(c, body);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a schema Query and Body are unknown, which undefined is
    const answer = await handle(c, { query, body } as Input<Query, Body>);
    return isRefused(answer) ? answerProblem(c, answer) : answer;
  });
}

function checked<Value>(schema: z.ZodType<Value> | undefined, input: unknown): Value | Refused | undefined {
  return schema === undefined ? undefined : validate(schema, input);
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

async function readJson<Value>(c: HubContext, schema: z.ZodType<Value>): Promise<Value | Refused> {
  if (!JSON_TYPE.test(c.req.header("content-type") ?? "")) return refuse("unsupported-media-type");
  const text = await c.req.text();
  try {
    return validate(schema, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return refuse("broken-json");
    throw error;
  }
}
