import { keysetsOf, signingKeyset } from "../../app/ecash/mints/keysets.ts";
import type { Lock } from "../../app/gateways/mint/port.ts";
import { msat } from "../../app/domain/money.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";

/** What a buyer's wallet makes of a token: coins of the same mint that take this lock's keys; with the keys that the token takes. */
export async function lockedToken(
  { db, kit, mintAt }: Ecash,
  token: string,
  lock: Lock,
  privateKeys: readonly string[] = [],
): Promise<string> {
  const { mint = "" } = kit.peek(token) ?? {};
  const keysets = await keysetsOf(db, mint);
  const signing = signingKeyset(keysets);
  const read = kit.read(
    token,
    keysets.map(({ id }) => id),
  );
  if (signing === undefined || read === undefined) throw new Error("not a token of a mint that is known");
  const inputs = privateKeys.length === 0 ? read : kit.sign(read, privateKeys);
  const sum = inputs.reduce((total, { amountMsat }) => total + amountMsat, 0n);
  const outputs = kit
    .split(msat(sum - kit.feeOf(inputs, keysets)), signing)
    .map((amountMsat) => kit.locked({ lock, keysetId: signing.id, amountMsat }));
  const answer = await mintAt(mint).swap({ inputs, outputs });
  if (answer.kind === "refused") throw new Error(answer.detail);
  const proofs = answer.signatures.flatMap((signature, place) => {
    const output = outputs[place];
    return (output && kit.unblind(output, signature, signing)) ?? [];
  });
  return kit.write({ mint, proofs });
}

export function lockTo(publicKey: string, more: Partial<Lock> = {}): Lock {
  return { keys: [publicKey], signaturesNeeded: 1, refund: undefined, hash: undefined, ...more };
}
