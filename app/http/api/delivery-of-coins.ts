import { z } from "zod";
import { MAX_MSAT, MSAT_PER_SAT, msatFromSat } from "../../domain/money.ts";
import type { Brought } from "../../ecash/read-token.ts";
import { named } from "./values.ts";

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} hex digits`);

const coin = named(
  "Coin",
  "A Cashu proof (NUT-00) that shows by its DLEQ (NUT-12) that its mint has signed it.",
  z.object({
    id: z.string().regex(/^[0-9a-f]{16,66}$/),
    amount: z
      .int()
      .min(1)
      .max(Number(MAX_MSAT / MSAT_PER_SAT)),
    secret: z.string().min(1).max(1_024),
    C: hex(66),
    dleq: z.object({ e: hex(64), s: hex(64), r: hex(64).optional() }).optional(),
    witness: z.string().max(4_096).optional(),
  }),
);

export const coinDelivery = named(
  "CoinDelivery",
  "What a wallet sends to pay a Cashu payment request (NUT-18). Members that are not named here are ignored.",
  z
    .object({
      id: z.string().max(100).nullish(),
      memo: z.string().max(1_000).nullish(),
      mint: z.url().max(500),
      unit: z.string().max(20),
      proofs: z.array(coin).min(1).max(256),
    })
    .transform(({ mint, unit, proofs }): Exclude<Brought, string> => ({ mint, unit, proofs: proofs.map(proofOf) })),
);

function proofOf({ id: keysetId, amount, secret, C: signature, dleq, witness }: z.output<typeof coin>) {
  return {
    keysetId,
    amountMsat: msatFromSat(BigInt(amount)),
    secret,
    signature,
    dleq: dleq === undefined ? undefined : { e: dleq.e, s: dleq.s, r: dleq.r },
    ...(witness !== undefined && { witness }),
  };
}
