import type { Caller, OpenedRequest } from "../../../accounts/mail/request.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import { clientAddress } from "../../client-address.ts";
import { readMailCookie, setMailCookie } from "../../cookies.ts";
import type { Hub, HubContext } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { TokenBuckets } from "../../token-buckets.ts";
import { visitOf } from "../../visit.ts";

/** From where something is asked for by mail. The address of the door is the configured one, whatever `Host` says. */
export function callerOf(c: HubContext, hub: Hub): Caller {
  return { ...visitOf(c, hub), origin: hub.origin, locale: c.get("locale"), earlier: readMailCookie(c, hub) };
}

/** Whether one more letter to this mail address may be asked for from where this visitor is. */
export type MayWrite = (c: HubContext, address: string) => boolean;

/** So that one stranger can neither fill a mailbox nor use up all the letters that its owner may ask for. */
export function letterTurns({ limits, clock, door }: Pick<Hub, "limits" | "clock" | "door">): MayWrite {
  const buckets = new TokenBuckets(limits.letters, clock);
  return (c, address) => buckets.take(`${clientAddress(c, door)} ${address}`) === 0;
}

/** Long enough for the oldest of too many requests to be forgotten, and for its codes. */
const WAIT_SECONDS = "180";

/** Binds a request to this browser and leads to where its code is typed; or says why there is none. */
export async function begin(c: HubContext, hub: Hub, opened: OpenedRequest | Refused, next: string): Promise<Response> {
  if (isRefused(opened)) return refuseRequest(c, opened);
  setMailCookie(c, hub, opened);
  return c.redirect(next, 303);
}

export async function refuseRequest(c: HubContext, refused: Refused): Promise<Response> {
  return answerProblem(c, refused, refused.reason === "too-many-requests" ? { "Retry-After": WAIT_SECONDS } : {});
}
