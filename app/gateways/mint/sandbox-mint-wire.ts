import { z } from "zod";
import type { WireChange } from "./sandbox-mint-melt.ts";
import type { MeltQuoteRow, MintQuoteRow, SignatureRow } from "./sandbox-mint-store.ts";
import type { MintKeyset } from "./sandbox-mint-keys.ts";

/** What comes over the wire, and what goes back: numbers of sat as JSON numbers, as the NUTs have them. */
const Sat = z.int().min(0).transform(BigInt);
const Point = z.string().regex(/^0[23][0-9a-f]{64}$/);
const Id = z.string().regex(/^[0-9a-f]{16,66}$/);

const Output = z
  .object({ id: Id, amount: Sat, B_: Point })
  .transform(({ id, amount, B_: point }) => ({ id, amount, point }));
const Proof = z.object({
  id: Id,
  amount: Sat,
  secret: z.string().max(1_024),
  C: Point,
  witness: z
    .union([
      z.string(),
      z
        .object({})
        .loose()
        .transform((value) => JSON.stringify(value)),
    ])
    .optional(),
});

export const Bodies = {
  quoteMint: z.object({ amount: Sat, unit: z.string(), pubkey: Point.optional() }),
  mint: z.object({ quote: z.string(), outputs: z.array(Output), signature: z.string().optional() }),
  quoteMelt: z.object({ request: z.string(), unit: z.string() }),
  melt: z.object({ quote: z.string(), inputs: z.array(Proof), outputs: z.array(Output).default([]) }),
  swap: z.object({ inputs: z.array(Proof), outputs: z.array(Output) }),
  check: z.object({ Ys: z.array(Point) }),
  restore: z.object({ outputs: z.array(Output) }),
};

export function signatureOnWire({ keyset_id: id, amount_sat, signed: C_, e, s }: SignatureRow) {
  return { id, amount: Number(amount_sat), C_, dleq: { e, s } };
}

export function mintQuoteOnWire(row: MintQuoteRow) {
  return {
    quote: row.id,
    request: row.bolt11,
    amount: Number(row.amount_sat),
    unit: "sat",
    state: row.state,
    expiry: Number(row.expires_at_s),
    ...(row.pubkey !== null && { pubkey: row.pubkey }),
  };
}

const Change = z.array(
  z.object({ id: z.string(), amount: z.string(), C_: z.string(), dleq: z.object({ e: z.string(), s: z.string() }) }),
) satisfies z.ZodType<WireChange[]>;

export function meltQuoteOnWire(row: MeltQuoteRow) {
  const change = Change.parse(JSON.parse(row.change));
  return {
    quote: row.id,
    request: row.bolt11,
    amount: Number(row.amount_sat),
    unit: "sat",
    fee_reserve: Number(row.reserve_sat),
    state: row.state,
    expiry: Number(row.expires_at_s),
    payment_preimage: row.preimage,
    ...(change.length > 0 && { change: change.map((each) => ({ ...each, amount: Number(each.amount) })) }),
  };
}

export function keysetOnWire({ id, is_active, fee_ppk, expires_at_s }: MintKeyset) {
  return {
    id,
    unit: "sat",
    active: is_active === 1n,
    input_fee_ppk: Number(fee_ppk),
    ...(expires_at_s !== null && { final_expiry: Number(expires_at_s) }),
  };
}

export function keysOnWire(keyset: MintKeyset) {
  return { ...keysetOnWire(keyset), keys: keyset.publicKeys };
}
