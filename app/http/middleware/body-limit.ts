import type { MiddlewareHandler } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { HubContext, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";

/** Enough for the longest order or form. */
const MAX_BYTES = 64 * 1024;
/** Pictures from a phone's camera, from people who are signed in, on the addresses that take them. */
const MAX_UPLOAD_BYTES = 12 * 1024 * 1024;

/** Addresses that take pictures end like this. */
const UPLOADS = /\/pictures$/;

/**
 * Refuses bodies that are too large: by the length that they announce, before a byte is read; without
 * one, as soon as more has come than is allowed.
 */
export function bodyLimit(): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const mayUpload = c.get("person") !== undefined && UPLOADS.test(c.req.path);
    const limit = mayUpload ? MAX_UPLOAD_BYTES : MAX_BYTES;
    const announced = c.req.header("content-length");
    if (announced !== undefined) return Number(announced) <= limit ? next() : tooLarge(c);
    if (c.req.raw.body === null) return next();
    const bytes = await readUpTo(c.req.raw.body, limit);
    if (bytes === undefined) return tooLarge(c);
    c.req.raw = new Request(c.req.raw, { method: c.req.method, body: bytes });
    return next();
  };
}

/** The rest of the body is on its way and nobody will read it: the connection cannot be used again. */
function tooLarge(c: HubContext): Response | Promise<Response> {
  return answerProblem(c, refuse("body-too-large"), { Connection: "close" });
}

async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
