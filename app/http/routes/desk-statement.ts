import { Hono } from "hono";
import { z } from "zod";
import { refuse } from "../../domain/refusal.ts";
import { readStatement } from "../../payments/statement/read-statement.ts";
import { movementJson, statementPage } from "../api/statement.ts";
import { limitFrom, paging } from "../api/values.ts";
import { nextLink } from "../catalogue-json.ts";
import type { Hub, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { placeFrom } from "../pages/statement/show-statement.ts";
import { stallOf } from "../visit.ts";

const moment = z.string().regex(/^\d{1,16}$/, "must be Unix milliseconds as decimal text");

const read = operation({
  method: "get",
  path: "/api/v1/desk/statement",
  id: "readDeskStatement",
  access: "desk.statement.read",
  tag: "desk",
  summary: "Reads the statement of one's own stall",
  description:
    "Everything that changed what the stall is owed, the oldest first, with the balance after each. " +
    "`grossMsat` less `feeMsat` is `netMsat`; the fee is what the hub keeps.",
  query: z.strictObject({
    fromMs: moment.describe("Lines from this moment on; all when left out.").optional(),
    untilMs: moment.describe("Lines before this moment; up to now when left out.").optional(),
    ...paging,
  }),
  answer: {
    status: 200,
    description: "A page of the statement.",
    schema: statementPage,
    headers: { Link: '`rel="next"` when there is a next page.' },
  },
  refusals: [],
});

export const deskStatementOperations = [read];

const PERSONAL = { "Cache-Control": "private, no-store" };
const USUAL = 24;

/** What a seller's program reads of the stall's money. */
export function deskStatementRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, read, async (c, { query: { fromMs, untilMs, cursor, limit } }) => {
    const after = cursor === undefined ? undefined : placeFrom(cursor);
    if (cursor !== undefined && after === undefined) return refuse("invalid-input", "/cursor");
    const statement = await readStatement(
      hub.db,
      { stallId: stallOf(c) },
      {
        fromMs: fromMs === undefined ? 0n : BigInt(fromMs),
        untilMs: untilMs === undefined ? hub.clock() + 1n : BigInt(untilMs),
        after,
        limit: limitFrom(limit) ?? USUAL,
      },
    );
    const { nextAfter } = statement;
    const nextCursor = nextAfter === undefined ? null : `${nextAfter.atMs}-${nextAfter.journal}`;
    const answer = {
      openingMsat: statement.openingMsat.toString(),
      closingMsat: statement.closingMsat.toString(),
      items: statement.movements.map(movementJson),
      nextCursor,
    };
    return c.json(answer, 200, { ...PERSONAL, ...nextLink(c, nextCursor) });
  });
  return app;
}
