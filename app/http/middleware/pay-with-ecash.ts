import type { MiddlewareHandler } from "hono";
import { isRefused, refusals, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Ecash } from "../../ecash/ecash.ts";
import { receiveToken } from "../../ecash/receive-token.ts";
import { requestCoins } from "../../ecash/request-coins.ts";
import { whyNotTaken } from "../../ecash/why-not-taken.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";

/** What a charge still waits for, in msat; nothing once it is paid. */
export type Owed = { chargeId: string; dueMsat: bigint };

export type FindOwed = (c: HubContext) => Promise<Owed | Refused>;

/** Carries the request there and the token back (NUT-24). */
const HEADER = "X-Cashu";

/**
 * Lets a request through once its charge is paid, by a token that comes with it or in any other way. Until then the
 * answer is 402 and a payment request. A token is taken as one that a wallet delivers (NUT-18): the same again is
 * answered with what became of it, and where nothing is due none is taken.
 */
export function payWithEcash(hub: Pick<Hub, "ecash">, findOwed: FindOwed): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const owed = await findOwed(c);
    if (isRefused(owed)) return answerProblem(c, owed);
    if (owed.dueMsat <= 0n) return next();
    // Read here, because a hub gets its mint after its routes were made.
    const { ecash } = hub;
    if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
    const token = c.req.header(HEADER);
    if (token === undefined) return askFor(c, ecash, owed);
    const refusal = await take(ecash, owed, token);
    if (refusal !== undefined) return answerProblem(c, refusal);
    const left = await findOwed(c);
    if (isRefused(left)) return answerProblem(c, left);
    return left.dueMsat > 0n ? askFor(c, ecash, left) : next();
  };
}

/** Without a transport: the token comes back with the next request. */
async function askFor(c: HubContext, ecash: Ecash, owed: Owed): Promise<Response> {
  const asked = await requestCoins(ecash, owed);
  if (asked === undefined) return answerProblem(c, refuse("no-ecash"));
  return answerProblem(c, refuse("payment-required"), { [HEADER]: asked.forLink });
}

/** Less than is due is not taken: whoever has no page to pay the rest at would have lost it. */
async function take(
  ecash: Ecash,
  { chargeId, dueMsat }: Owed,
  token: string,
): Promise<Parameters<typeof answerProblem>[1] | undefined> {
  const seen = ecash.kit.peek(token.trim());
  if (seen !== undefined && seen.amountMsat < dueMsat) return notAsAsked("The token is worth less than is asked for.");
  const received = await receiveToken(ecash, { chargeId, token });
  if (isRefused(received)) return notAsAsked(refusals[received.reason][1]);
  if (received.state === "refused") return notAsAsked(refusals[await whyNotTaken(ecash, received.opId)][1]);
  return received.state === "done" ? undefined : refuse("token-unsettled");
}

/** All of it is 400 there, whatever the same is elsewhere; `detail` says what it was. */
function notAsAsked(detail: string) {
  return { ...refuse("token-not-as-asked"), fields: [{ header: HEADER, detail }] };
}
