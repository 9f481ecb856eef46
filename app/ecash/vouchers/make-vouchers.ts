import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import { msat, MSAT_PER_SAT } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { DAY_MS, SECOND_MS, unixMs } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { newVoucherCode } from "../../domain/voucher-code.ts";
import type { KeysetKeys, PlannedOutput } from "../../gateways/mint/port.ts";
import { sendingHalt } from "../../payments/sending-halt.ts";
import type { Ecash } from "../ecash.ts";
import { finishOp } from "../journal/finish-op.ts";
import type { Finished } from "../journal/finish-op.ts";
import { writeOp } from "../journal/write-op.ts";
import { ownMint } from "../mints/own-mint.ts";
import { spendCoins } from "../wallet/spend-coins.ts";
import type { Chosen } from "../wallet/spend-coins.ts";
import { refundKey, voucherKeys } from "./voucher-keys.ts";

/** All of a batch are outputs of one swap, of which a mint takes about a thousand. */
export const MOST_VOUCHERS = 50;
export const MOST_SAT = 1_000_000n;

export type NewVouchers = {
  /** Made with the form that asks, so that a form sent twice makes them once. */
  batch: string;
  /** Of each. */
  amountMsat: Msat;
  count: number;
  days: number;
  note: string;
};

/** The codes are told this once: they are kept nowhere. */
export type MadeVouchers = { kind: "made"; codes: readonly string[]; expiresAtMs: UnixMs; state: Finished };

type Refusals = Refused<"ecash-too-little" | "voucher-not-now" | "vouchers-made" | "sending-halted">;

/**
 * Locks coins of the hub's to keys that come from codes, each with what spending it will cost on top. Until they expire
 * the hub cannot spend them without the code; afterwards its refund key can. One operation makes all of them, or none.
 */
export async function makeVouchers(deps: Ecash, wanted: NewVouchers, by: By): Promise<MadeVouchers | Refusals> {
  if ((await sendingHalt(deps.db)) !== undefined) return refuse("sending-halted");
  const own = await ownMint(deps.db);
  if (own === undefined) return refuse("voucher-not-now");
  const expiresAtMs = wholeSeconds(deps.clock() + BigInt(wanted.days) * DAY_MS);
  const codes = Array.from({ length: wanted.count }, () => newVoucherCode(deps.random));
  const lockedMsat = withFee(deps, own.keyset, wanted.amountMsat);
  const planned = codes.map((code) => plan(deps, own.keyset, { code, lockedMsat, expiresAtMs }));
  const writing = { wanted, by, mintUrl: own.url, keyset: own.keyset, lockedMsat, expiresAtMs, planned };
  const opId = await begin(deps, writing);
  if (isRefused(opId)) return opId;
  const state = await finishOp(deps, opId);
  return state === "refused" ? refuse("voucher-not-now") : { kind: "made", codes, expiresAtMs, state };
}

/** Locks count whole seconds (NUT-11). */
function wholeSeconds(atMs: bigint): UnixMs {
  return unixMs(atMs - (atMs % SECOND_MS));
}

/** So much that, once it is chosen, exactly the amount is left. */
function withFee({ kit }: Ecash, keyset: KeysetKeys, amountMsat: Msat): Msat {
  let lockedMsat = amountMsat;
  for (;;) {
    const coins = kit.split(lockedMsat, keyset).map(() => ({ keysetId: keyset.id }));
    const missing = amountMsat + kit.feeOf(coins, [keyset]) - lockedMsat;
    if (missing <= 0n) return lockedMsat;
    lockedMsat = msat(lockedMsat + (missing > MSAT_PER_SAT ? missing : MSAT_PER_SAT));
  }
}

type Planned = { hash: string; publicKey: string; outputs: readonly PlannedOutput[] };

type Planning = { code: string; lockedMsat: Msat; expiresAtMs: UnixMs };

function plan({ kit, seed }: Ecash, keyset: KeysetKeys, { code, lockedMsat, expiresAtMs }: Planning): Planned {
  const { privateKey, hash } = voucherKeys(code);
  const publicKey = kit.publicKeyOf(privateKey);
  const refund = { keys: [kit.publicKeyOf(refundKey(seed))], atMs: expiresAtMs };
  const lock = { keys: [publicKey], signaturesNeeded: 1, refund, hash: undefined };
  const amounts = kit.split(lockedMsat, keyset);
  return {
    hash,
    publicKey,
    outputs: amounts.map((amountMsat) => kit.locked({ lock, keysetId: keyset.id, amountMsat })),
  };
}

type Writing = {
  wanted: NewVouchers;
  by: By;
  mintUrl: string;
  keyset: KeysetKeys;
  lockedMsat: Msat;
  expiresAtMs: UnixMs;
  planned: readonly Planned[];
};

async function begin(deps: Ecash, writing: Writing): Promise<string | Refusals> {
  const { mintUrl, keyset: signing, lockedMsat, planned, wanted } = writing;
  const amountMsat = msat(lockedMsat * BigInt(planned.length));
  return spendCoins(deps, { mintUrl, signing, amountMsat }, async (tx, chosen) => {
    const before = tx.selectFrom("voucher").select("id").where("batch", "=", wanted.batch).limit(1);
    if ((await before.executeTakeFirst()) !== undefined) return refuse("vouchers-made");
    return write(tx, deps, writing, chosen);
  });
}

async function write(tx: Tx, deps: Ecash, writing: Writing, { coins, change }: Chosen): Promise<string> {
  const { wanted, by, mintUrl, lockedMsat, expiresAtMs, planned } = writing;
  const given = planned.flatMap(({ outputs }) => outputs);
  const op = await writeOp(tx, deps, {
    kind: "swap",
    purpose: "issue",
    subject: wanted.batch,
    mintUrl,
    body: { inputs: coins, outputs: [...given, ...change], given: given.length, signature: undefined },
    inputs: "own",
    worthMsat: lockedMsat * BigInt(planned.length),
  });
  if (op === "taken") throw new Error("the hub's own coins belong to somebody else");
  const now = deps.clock();
  const rows = planned.map(({ hash, publicKey }) => ({
    id: newId("vch", now, deps.random),
    batch: wanted.batch,
    code_hash: hash,
    public_key: publicKey,
    mint_url: mintUrl,
    amount_msat: wanted.amountMsat,
    locked_msat: lockedMsat,
    note: wanted.note,
    state: "making" as const,
    sealed: null,
    made_by: op.id,
    left_by: null,
    expires_at_ms: expiresAtMs,
    created_at_ms: now,
    updated_at_ms: now,
  }));
  await tx.insertInto("voucher").values(rows).execute();
  const body = { count: planned.length.toString(), amountMsat: wanted.amountMsat.toString() };
  await recordAct(tx, deps, by, { type: "vouchers.made", stream: wanted.batch, body });
  return op.id;
}
