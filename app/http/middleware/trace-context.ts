import type { MiddlewareHandler } from "hono";
import type { Random } from "../../domain/ids.ts";
import type { Hub, HubEnv } from "../context.ts";

const TRACE_PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);

/** Continues the caller's trace (W3C Trace Context) or begins one; this request is a span of its own either way. */
export function traceContext({ random }: Pick<Hub, "random">): MiddlewareHandler<HubEnv> {
  return (c, next) => {
    c.set("traceParent", childOf(c.req.header("traceparent"), random));
    return next();
  };
}

/** The `traceparent` of a new span. A parent that is malformed or all zero is treated as missing (section 3.2.2). */
export function childOf(parent: string | undefined, random: Random): string {
  const { traceId, flags } = read(parent) ?? { traceId: hex(random, 16), flags: "00" };
  return `00-${traceId}-${hex(random, 8)}-${flags}`;
}

function read(parent: string | undefined): { traceId: string; flags: string } | undefined {
  const match = parent === undefined ? null : TRACE_PARENT.exec(parent);
  if (match === null) return undefined;
  const [, version, traceId = NO_TRACE, spanId, flags = "00", rest] = match;
  const isValid = version !== "ff" && traceId !== NO_TRACE && spanId !== NO_SPAN;
  // Later versions may add fields; version 00 has none.
  return isValid && (version !== "00" || rest === undefined) ? { traceId, flags } : undefined;
}

function hex(random: Random, bytes: number): string {
  return Buffer.from(random(bytes)).toString("hex");
}
