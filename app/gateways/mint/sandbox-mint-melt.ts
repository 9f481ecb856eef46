import { z } from "zod";
import type { Random } from "../../domain/ids.ts";
import { divideUp } from "../../domain/money.ts";
import { checkInputs, checkOutputs, signOutputs, takeInputs } from "./sandbox-mint-coins.ts";
import type { Coins, WireOutput, WireProof } from "./sandbox-mint-coins.ts";
import { MintError } from "./sandbox-mint-error.ts";
import type { MeltQuoteRow } from "./sandbox-mint-store.ts";

/** The node behind the mint, as far as a mint pays with one. Amounts are msat. */
export type MeltNode = {
  read(bolt11: string): { paymentHash: string; amountMsat: bigint | undefined } | undefined;
  pay(bolt11: string, maxFeeMsat: bigint): Promise<Paid>;
  find(paymentHash: string): Promise<Paid | undefined>;
};

export type Paid =
  | { state: "confirmed"; preimage: string; feeMsat: bigint }
  | { state: "pending" }
  | { state: "failed" };

export type Melting = Coins & { node: MeltNode; random: Random };

const QUOTE_S = 120n;
const MOST_SAT = 5_000_000n;
/** What a payment may cost: a hundredth and at least 2 sat. */
const RESERVE_SHARE = 100n;
const LEAST_RESERVE_SAT = 2n;

export function quoteMelt({ store, node, random, nowS }: Melting, bolt11: string): MeltQuoteRow {
  const invoice = node.read(bolt11);
  if (invoice?.amountMsat === undefined) throw new MintError(11_011);
  const amountSat = divideUp(invoice.amountMsat, 1_000n);
  if (amountSat < 1n || amountSat > MOST_SAT) throw new MintError(11_006);
  if (store.meltOf(invoice.paymentHash) !== undefined) throw new MintError(20_006);
  const share = divideUp(amountSat, RESERVE_SHARE);
  const row = {
    id: Buffer.from(random(16)).toString("hex"),
    bolt11,
    payment_hash: invoice.paymentHash,
    amount_sat: amountSat,
    reserve_sat: share < LEAST_RESERVE_SAT ? LEAST_RESERVE_SAT : share,
    expires_at_s: nowS + QUOTE_S,
  };
  store.addMeltQuote(row);
  return { ...row, state: "UNPAID", preimage: null, blanks: "[]", change: "[]" };
}

export type MeltRequest = { quote: string; inputs: readonly WireProof[]; outputs: readonly WireOutput[] };

/** Sets the coins aside, pays, and spends them or gives them back. */
export async function melt(melting: Melting, request: MeltRequest): Promise<MeltQuoteRow> {
  const row = setAside(melting, request);
  const paid = await melting.node.pay(row.bolt11, row.reserve_sat * 1_000n);
  const after = finish(melting, row, paid);
  if (after.state === "UNPAID") throw new MintError(20_004);
  return after;
}

/** What the node says by now of one that is on its way. */
export async function readMeltQuote(melting: Melting, id: string): Promise<MeltQuoteRow> {
  const row = known(melting, id);
  if (row.state !== "PENDING") return row;
  const paid = await melting.node.find(row.payment_hash);
  return paid === undefined ? row : finish(melting, row, paid);
}

function known({ store }: Pick<Melting, "store">, id: string): MeltQuoteRow {
  const row = store.meltQuote(id);
  if (row === undefined) throw new MintError(20_007, "the quote is not known");
  return row;
}

function setAside(melting: Melting, { quote, inputs: proofs, outputs }: MeltRequest): MeltQuoteRow {
  const { store, nowS } = melting;
  return store.atomically(() => {
    const row = known(melting, quote);
    if (row.state === "PENDING") throw new MintError(20_005);
    if (row.state === "PAID") throw new MintError(20_006);
    if (row.expires_at_s <= nowS) throw new MintError(20_007);
    if (store.meltOf(row.payment_hash) !== undefined) throw new MintError(20_006);
    checkOutputs(melting, outputs, true);
    const inputs = checkInputs(melting, proofs);
    if (inputs.sumSat < row.amount_sat + row.reserve_sat + inputs.feeSat) throw new MintError(11_005);
    takeInputs(store, inputs, quote);
    const left = inputs.sumSat - inputs.feeSat - row.amount_sat;
    const blanks = JSON.stringify({ left: left.toString(), outputs: outputs.map(({ id, point }) => ({ id, point })) });
    const pending = { ...row, state: "PENDING", blanks } as const;
    store.saveMeltQuote(pending);
    return pending;
  });
}

function finish(melting: Melting, row: MeltQuoteRow, paid: Paid): MeltQuoteRow {
  const { store } = melting;
  return store.atomically(() => {
    const current = known(melting, row.id);
    if (current.state !== "PENDING" || paid.state === "pending") return current;
    if (paid.state === "failed") {
      store.freeCoinsOf(row.id);
      const unpaid = { ...current, state: "UNPAID", blanks: "[]" } as const;
      store.saveMeltQuote(unpaid);
      return unpaid;
    }
    store.spendCoinsOf(row.id);
    const change = signChange(melting, current, divideUp(paid.feeMsat, 1_000n));
    const done = { ...current, state: "PAID", preimage: paid.preimage, change: JSON.stringify(change) } as const;
    store.saveMeltQuote(done);
    return done;
  });
}

/** What may come back at most, in sat, and the outputs for it. */
const Blanks = z.object({ left: z.string(), outputs: z.array(z.object({ id: z.string(), point: z.string() })) });

/** As signatures go over the wire; amounts are text. */
export type WireChange = { id: string; amount: string; C_: string; dleq: { e: string; s: string } };

/** What was too much, in as few coins as it takes, on the blank outputs in their order (NUT-08). */
function signChange(melting: Melting, { blanks }: MeltQuoteRow, feeSat: bigint): WireChange[] {
  const { left, outputs } = Blanks.parse(JSON.parse(blanks));
  const amounts = powersOfTwo(BigInt(left) - feeSat).slice(0, outputs.length);
  const wanted = amounts.flatMap((amount, place) => {
    const output = outputs[place];
    return output === undefined ? [] : [{ ...output, amount }];
  });
  return signOutputs(melting, wanted).map(({ keyset_id: id, amount_sat, signed: C_, e, s }) => ({
    id,
    amount: amount_sat.toString(),
    C_,
    dleq: { e, s },
  }));
}

/** Largest first, so that with too few blanks the least is lost. */
function powersOfTwo(sat: bigint): bigint[] {
  const powers: bigint[] = [];
  for (let power = 1n << 62n; power > 0n; power >>= 1n) if ((sat & power) !== 0n) powers.push(power);
  return powers;
}
