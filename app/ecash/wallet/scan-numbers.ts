import { msat } from "../../domain/money.ts";
import type { BlindSignature, MintPort, PlannedOutput } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";

export type Numbers = { keysetId: string; from: bigint; count: number };

/** An output of the seed that its mint says to have signed. */
export type SignedOutput = { number: bigint; output: PlannedOutput; signature: BlindSignature };

/** Asks a mint which outputs of so many numbers it has signed (NUT-13, NUT-09), in the order of their numbers. */
export async function scanNumbers(
  { kit, seed }: Pick<Ecash, "kit" | "seed">,
  mint: Pick<MintPort, "restore">,
  { keysetId, from, count }: Numbers,
): Promise<readonly SignedOutput[]> {
  // The amount is not part of what is signed: the answer tells it.
  const planned = Array.from({ length: count }, (_, place) =>
    kit.fromSeed({ seed, counter: from + BigInt(place), keysetId, amountMsat: msat(0n) }),
  );
  const found = new Map((await mint.restore(planned)).map(({ point, signature }) => [point, signature]));
  return planned.flatMap((output, place) => {
    const signature = found.get(output.point);
    return signature === undefined ? [] : [{ number: from + BigInt(place), output, signature }];
  });
}
