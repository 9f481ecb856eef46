import { appendEvent } from "../../db/append-event.ts";
import type { By } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import type { RefuseToken } from "../make-token.ts";
import { sellerBalance } from "../seller-balance.ts";
import { bookOutgoing } from "./book-outgoing.ts";
import { needsApproval } from "./approval-rules.ts";
import { refuseDust } from "./dust.ts";
import type { Destination } from "../../gateways/payee/port.ts";
import { isWritten, writeOutgoing } from "./write-outgoing.ts";

export type PayoutRequest = {
  /** Made with the form that asks, so that a form sent twice asks once. */
  id?: string | undefined;
  stallId: string;
  amountMsat: Msat;
  destination: Destination;
  by: By;
};

export type PayoutAsked =
  | { kind: "asked"; id: string }
  | Refused<
      | "balance-too-low"
      | "on-hold"
      | "daily-cap-reached"
      | "below-dust"
      | "no-ecash"
      | "ecash-too-little"
      | "mint-not-taken"
      | "mint-short"
    >;

/** `refuseToken` is undefined when the hub gives no e-cash. */
type Asking = { db: Db; clock: Clock; random: Random; refuseToken?: RefuseToken | undefined };

/**
 * A seller's money is asked for. It leaves the seller's balance in the same moment, so that two requests, or a request
 * and a refund, can never promise the same money.
 */
export async function askPayout(deps: Asking, request: PayoutRequest): Promise<PayoutAsked> {
  return transact(deps.db, (tx) => askPayoutIn(tx, deps, request));
}

/** The same in the transaction of what makes it due; refuses before it writes anything. */
export async function askPayoutIn(tx: Tx, deps: Omit<Asking, "db">, request: PayoutRequest): Promise<PayoutAsked> {
  const now = deps.clock();
  if (request.id !== undefined && (await isWritten(tx, { id: request.id, stallId: request.stallId })))
    return { kind: "asked", id: request.id };
  const dust = refuseDust(request.destination, request.amountMsat);
  if (dust !== undefined) return dust;
  if (await isOnHold(tx, request.by.personId, now)) return refuse("on-hold");
  if ((await sellerBalance(tx, request.stallId)) < request.amountMsat) return refuse("balance-too-low", "/amountMsat");
  const rule = await needsApproval(tx, { ...request, now });
  if (rule === "beyond-cap") return refuse("daily-cap-reached", "/amountMsat");
  const noToken = await whyNoToken(tx, deps, request);
  if (noToken !== undefined) return noToken;
  const id = request.id ?? newId("out", now, deps.random);
  const written = { ...request, id, purpose: "payout", orderId: null, askedBy: request.by.personId, now } as const;
  const row = await writeOutgoing(tx, deps.random, { ...written, state: rule === "yes" ? "asked" : "ready" });
  await bookOutgoing(tx, { random: deps.random, now }, row, [
    { account: "liability:seller", amountMsat: request.amountMsat },
    { account: "liability:outgoing", amountMsat: 0n - request.amountMsat },
  ]);
  const body = { outgoing: id, amountMsat: request.amountMsat.toString(), to: request.destination.kind };
  const event = { id: newId("evt", now, deps.random), stream: request.stallId, type: "payout.asked", atMs: now };
  await appendEvent(tx, { ...event, by: request.by, body });
  return { kind: "asked", id };
}

/** What goes by another way needs none. */
async function whyNoToken(
  tx: Tx,
  { refuseToken }: Pick<Asking, "refuseToken">,
  { destination, amountMsat }: PayoutRequest,
): Promise<Awaited<ReturnType<RefuseToken>> | Refused<"no-ecash">> {
  if (destination.kind !== "ecash") return undefined;
  return refuseToken === undefined ? refuse("no-ecash") : refuseToken(tx, amountMsat);
}

/** For a day after somebody came back by a backup sheet, no money leaves in their name. */
async function isOnHold(tx: Tx, personId: string, now: UnixMs): Promise<boolean> {
  const row = await tx.selectFrom("person").select("hold_until_ms").where("id", "=", personId).executeTakeFirst();
  return row !== undefined && row.hold_until_ms > now;
}
