import { transact } from "../db/transact.ts";
import { NotApplied } from "../domain/outcome.ts";
import { msat } from "../domain/money.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { receivedAs } from "../domain/token-fee.ts";
import type { Ecash } from "./ecash.ts";
import { beginExchange } from "./exchange/begin-exchange.ts";
import { finishOp } from "./journal/finish-op.ts";
import { reasonOf } from "./journal/reason-of.ts";
import type { Finished } from "./journal/finish-op.ts";
import { writeOp } from "./journal/write-op.ts";
import { takeOffline } from "./offline/take-offline.ts";
import { signingKeyset } from "./mints/keysets.ts";
import { readToken } from "./read-token.ts";
import type { Brought, ReadToken, TokenRefusal } from "./read-token.ts";
import { planOutputs } from "./wallet/plan-outputs.ts";

/**
 * What has become of a token that was brought: its operation can be asked for again under the id. `held`: its mint
 * cannot be asked now; nothing is received for it until then.
 */
export type TokenReceived = { kind: "received"; opId: string; state: Finished | "held"; worthMsat: bigint };

type Refusals =
  | TokenRefusal
  | "token-spent"
  | "token-too-small"
  | "exchange-too-dear"
  | "exchange-failed"
  | "mint-away"
  | "offline-capped"
  | "unknown-order";

/**
 * Takes a token for a charge: its coins become the hub's own, or, where another mint made them, pay for coins that are,
 * and what they are worth is received for the charge. The same coins brought again for the same charge are answered with
 * what became of them the first time.
 */
export async function receiveToken(
  deps: Ecash,
  { chargeId, token }: { chargeId: string; token: Brought },
): Promise<TokenReceived | Refused<Refusals>> {
  const charge = await deps.db.selectFrom("charge").select("id").where("id", "=", chargeId).executeTakeFirst();
  if (charge === undefined) return refuse("unknown-order");
  const read = await readToken(deps, token);
  if (isRefused(read)) return read;
  const earlier = await broughtBefore(deps, chargeId, read);
  if (earlier !== undefined) return again(deps, earlier);
  const taken = await takeIn(deps, chargeId, read);
  if (isRefused(taken) || taken.state !== "refused") return taken;
  // The mint has turned to new keys in the meantime, or the seed's numbers were used before: the refusal told it.
  const renewed = await readToken(deps, token);
  if (isRefused(renewed)) return taken;
  const isWorthIt = !isSigningSame(read, renewed) || (await reasonOf(deps.db, taken.opId)) === "outputs-signed";
  return isWorthIt ? takeIn(deps, chargeId, renewed) : taken;
}

async function takeIn(deps: Ecash, chargeId: string, read: ReadToken): Promise<TokenReceived | Refused<Refusals>> {
  const begun = await begin(deps, chargeId, read);
  if (begun === "silent") return hold(deps, chargeId, read);
  if (!isRefused(begun)) return finished(deps, begun.id);
  // The same may have been brought twice at the same moment.
  const earlier = begun.reason === "token-spent" ? await broughtBefore(deps, chargeId, read) : undefined;
  return earlier === undefined ? begun : again(deps, earlier);
}

/** `silent`: nothing has begun, because a mint that has to be asked first does not answer. */
async function begin(deps: Ecash, chargeId: string, read: ReadToken) {
  if (read.mint.isOwn) return write(deps, chargeId, read);
  try {
    return await beginExchange(deps, chargeId, read);
  } catch (error) {
    if (error instanceof NotApplied) return "silent" as const;
    throw error;
  }
}

async function hold(deps: Ecash, chargeId: string, read: ReadToken): Promise<TokenReceived | Refused<Refusals>> {
  const held = await takeOffline(deps, chargeId, read);
  if (isRefused(held)) return held;
  return { kind: "received", opId: held.offlineId, state: "held", worthMsat: read.sumMsat };
}

async function again(deps: Ecash, earlier: string | "elsewhere") {
  return earlier === "elsewhere" ? refuse("token-spent") : finished(deps, earlier);
}

function isSigningSame(left: ReadToken, right: ReadToken): boolean {
  return signingKeyset(left.keysets)?.id === signingKeyset(right.keysets)?.id;
}

/** Of an exchange the coins of the hub's own mint come second; what has become of the others counts until then. */
async function finished(deps: Ecash, opId: string): Promise<TokenReceived> {
  const first = await finishOp(deps, opId);
  const ops = await deps.db
    .selectFrom("ecash_op")
    .select(["id", "worth_msat"])
    .where((or) => or.or([or("id", "=", opId), or("follows", "=", opId)]))
    .orderBy("follows", (order) => order.asc().nullsFirst())
    .execute();
  const [, follower] = ops;
  const state = first === "done" && follower !== undefined ? await finishOp(deps, follower.id) : first;
  return { kind: "received", opId, state, worthMsat: ops.at(-1)?.worth_msat ?? 0n };
}

/** By which operation all of these coins were brought for this charge; `elsewhere` when any belongs to something else. */
async function broughtBefore(
  { db, kit }: Ecash,
  chargeId: string,
  { proofs }: ReadToken,
): Promise<string | "elsewhere" | undefined> {
  const points = proofs.map(({ secret }) => kit.pointOf(secret));
  const rows = await db
    .selectFrom("ecash_input")
    .innerJoin("ecash_op", "ecash_op.id", "ecash_input.op_id")
    .where("point", "in", points)
    .select(["op_id", "subject"])
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const isSame = rows.length === points.length && rows.every(({ op_id }) => op_id === first.op_id);
  return isSame && first.subject === chargeId ? first.op_id : "elsewhere";
}

async function write(
  deps: Ecash,
  chargeId: string,
  { mintUrl, keysets, proofs, sumMsat }: ReadToken,
): Promise<{ id: string } | Refused<"mint-not-taken" | "token-spent" | "token-too-small">> {
  const signing = signingKeyset(keysets);
  if (signing === undefined) return refuse("mint-not-taken");
  const feeMsat = deps.kit.feeOf(proofs, keysets);
  if (feeMsat >= sumMsat) return refuse("token-too-small");
  const outputs = await planOutputs(deps, signing, msat(sumMsat - feeMsat));
  const written = await transact(deps.db, (tx) =>
    writeOp(tx, deps, {
      kind: "swap",
      purpose: "receive",
      subject: chargeId,
      mintUrl,
      body: { inputs: proofs, outputs, given: 0, signature: undefined },
      inputs: "brought",
      worthMsat: receivedAs({ sumMsat, feeMsat }),
    }),
  );
  return written === "taken" ? refuse("token-spent") : written;
}
