import { HttpResponseError, JSONInt, MintOperationError } from "@cashu/cashu-ts";
import type { RequestFn } from "@cashu/cashu-ts";
import { z } from "zod";
import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";

/**
 * One request to a mint, by path and JSON text. Fails with `NotApplied` when the request did not leave, and with
 * `OutcomeUnknown` when it did and no whole answer came.
 */
export type Wire = (method: "GET" | "POST", path: string, body?: string) => Promise<{ status: number; text: string }>;

const Problem = z.object({ code: z.number().optional(), detail: z.string().catch("") });

/** The way that the library asks, over a wire of ours: it neither retries nor waits by itself. */
export function requestOver(url: string, wire: Wire): RequestFn {
  const request = async ({ endpoint, requestBody, method = "GET" }: Parameters<RequestFn>[0]): Promise<unknown> => {
    // Amounts are numbers over the wire, also where a number would lose its last digits (NUT-00).
    const body = requestBody === undefined ? undefined : JSONInt.stringify(requestBody);
    const { status, text } = await wire(method === "POST" ? "POST" : "GET", endpoint.slice(url.length), body);
    if (status < 300) return readJson(text);
    throw failureOf(status, text);
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library checks the shape of what it asked for
  return request as RequestFn;
}

function readJson(text: string): unknown {
  try {
    return JSONInt.parse(text);
  } catch (error) {
    throw new OutcomeUnknown("the mint's answer is no JSON", { cause: error });
  }
}

/** A mint that is busy has read nothing; one that broke down, or something before it, may have acted. */
function failureOf(status: number, text: string): Error {
  if (status === 429) return new NotApplied("the mint wants to be asked less often");
  if (status >= 500) return new OutcomeUnknown(`the mint, or something before it, answered ${status}`);
  const problem = Problem.safeParse(readProblem(text));
  const detail = problem.success ? problem.data.detail : "";
  const code = problem.success ? problem.data.code : undefined;
  return code === undefined ? new HttpResponseError(detail, status) : new MintOperationError(code, detail);
}

function readProblem(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
