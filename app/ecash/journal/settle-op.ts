import type { Tx } from "../../db/database.ts";
import type { EcashOpTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import type { Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { keysetsOf } from "../mints/keysets.ts";
import { quarantine } from "../mints/quarantine.ts";
import { credit } from "./credit.ts";
import { giveBack } from "./give-back.ts";
import type { Finished } from "./finish-op.ts";
import { keepCoins } from "./keep-coins.ts";
import type { OpenOp } from "./open-op.ts";
import type { Outcome } from "./outcome.ts";
import { settleVouchers } from "../vouchers/settle-vouchers.ts";

/** Writes down how an operation ended, once; whoever comes second with the same news changes nothing. */
export async function settleOp(deps: Ecash, op: OpenOp, outcome: Outcome): Promise<Finished> {
  if (outcome.kind === "pending") return "waiting";
  if (outcome.kind === "signed") return settleSigned(deps, op, outcome.signatures);
  const state = outcome.kind === "lost" ? "blocked" : "refused";
  return transact(deps.db, async (tx) => {
    if (!(await end(tx, deps, op, state, outcome.reason))) return stateOf(tx, op.id);
    if (outcome.kind === "refused") await release(tx, deps, op, outcome);
    await makeToken(tx, deps, op, []);
    if (state === "refused") await settleVouchers(tx, deps, op, { state, reason: outcome.reason });
    return state;
  });
}

async function settleSigned(
  deps: Ecash,
  op: OpenOp,
  signatures: readonly Parameters<Ecash["kit"]["unblind"]>[1][],
): Promise<Finished> {
  const coins = await unblinded(deps, op, signatures);
  return transact(deps.db, async (tx) => {
    // Coins that cannot be spent are none: their mint has taken what went in, and given nothing for it.
    if (coins === undefined) {
      await quarantine(tx, { mintUrl: op.mint_url, reason: "signature-wrong", now: deps.clock() });
      return (await end(tx, deps, op, "blocked", "signature-wrong")) ? "blocked" : stateOf(tx, op.id);
    }
    if (!(await end(tx, deps, op, "done", ""))) return stateOf(tx, op.id);
    await keepCoins(tx, deps, { opId: op.id, mintUrl: op.mint_url, coins: coins.slice(op.body.given) });
    if (op.kind === "melt") await giveBack(tx, deps, op, coins);
    else await makeToken(tx, deps, op, coins.slice(0, op.body.given));
    await tx
      .updateTable("coin")
      .set({ state: "spent", updated_at_ms: deps.clock() })
      .where("spent_by", "=", op.id)
      .execute();
    await credit(tx, deps, op);
    await settleVouchers(tx, deps, op, { state: "done", given: coins.slice(0, op.body.given) });
    return "done";
  });
}

/** Undefined when a signature is not what the mint's pinned keys make it. */
async function unblinded(
  { db, kit }: Ecash,
  op: OpenOp,
  signatures: readonly Parameters<Ecash["kit"]["unblind"]>[1][],
): Promise<readonly Proof[] | undefined> {
  const keysets = new Map((await keysetsOf(db, op.mint_url)).map((keyset) => [keyset.id, keyset]));
  // Of a mint that gives back nothing for an output, no coin comes (NUT-08).
  const given = signatures.flatMap((signature, place) => {
    const output = op.body.outputs[place];
    return output === undefined || signature.amountMsat === 0n ? [] : [{ output, signature }];
  });
  const coins = given.flatMap(({ output, signature }) => {
    const keys = keysets.get(output.keysetId);
    return (keys && kit.unblind(output, signature, keys)) ?? [];
  });
  return coins.length === given.length ? coins : undefined;
}

/** The text of what is given away; without coins it will never be. */
async function makeToken(tx: Tx, { clock, kit, seal }: Ecash, op: OpenOp, coins: readonly Proof[]): Promise<void> {
  const token = await tx.selectFrom("ecash_token").select("id").where("op_id", "=", op.id).executeTakeFirst();
  if (token === undefined) return;
  const text = coins.length === 0 ? undefined : kit.write({ mint: op.mint_url, proofs: coins });
  const made =
    text === undefined
      ? ({ state: "failed", sealed: null } as const)
      : ({ state: "ready", sealed: seal.close(text, token.id) } as const);
  await tx
    .updateTable("ecash_token")
    .set({ ...made, updated_at_ms: clock() })
    .where("id", "=", token.id)
    .execute();
}

type RefusedOutcome = Extract<Outcome, { kind: "refused" }>;

/** The same coins may be brought again, unless it was for them that the mint said no. */
async function release(
  tx: Tx,
  { clock }: Ecash,
  { id }: OpenOp,
  { reason, spent = [] }: RefusedOutcome,
): Promise<void> {
  if (reason !== "coin-spent") await tx.deleteFrom("ecash_input").where("op_id", "=", id).execute();
  const claimed = tx.updateTable("coin").where("spent_by", "=", id).where("state", "=", "claimed");
  const now = clock();
  if (spent.length > 0) await claimed.where("point", "in", spent).set({ state: "spent", updated_at_ms: now }).execute();
  await claimed.set({ state: "held", spent_by: null, updated_at_ms: now }).execute();
}

async function end(tx: Tx, { clock }: Ecash, { id }: OpenOp, state: EcashOpTable["state"], reason: string) {
  const ended = await tx
    .updateTable("ecash_op")
    .set({ state, reason, updated_at_ms: clock() })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

async function stateOf(tx: Tx, id: string): Promise<Finished> {
  const { state } = await tx.selectFrom("ecash_op").select("state").where("id", "=", id).executeTakeFirstOrThrow();
  return state === "open" ? "waiting" : state;
}
