import type { MiddlewareHandler } from "hono";
import { isOnion } from "../../domain/door.ts";
import { refuse } from "../../domain/refusal.ts";
import { clientAddress } from "../client-address.ts";
import type { Hub, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";
import type { RateLimits } from "../rate-limits.ts";
import { TokenBuckets } from "../token-buckets.ts";

/** Lets an address, or all of a door's visitors together, through as often as the limit for this kind of request allows. */
export function rateLimit(
  { limits, clock, door }: Pick<Hub, "limits" | "clock" | "door">,
  kind: keyof RateLimits,
  whose: "address" | "door" = "address",
): MiddlewareHandler<HubEnv> {
  const isShared = kind === "signIns" && isOnion(door.kind);
  const buckets = new TokenBuckets(limits[isShared ? "onionSignIns" : kind], clock);
  return async (c, next) => {
    const waitMs = buckets.take(whose === "door" ? "" : clientAddress(c, door));
    if (waitMs === 0) return next();
    return answerProblem(c, refuse("too-many-requests"), { "Retry-After": String(Math.ceil(waitMs / 1000)) });
  };
}
