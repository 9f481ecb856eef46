import { randomBytes } from "node:crypto";
import { msat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { Keyset, Lock, MintPort, PlannedOutput, Proof } from "../../app/gateways/mint/port.ts";

/** What coin of a keyset is to be made. */
type PlanCoin = (amountMsat: Msat, keysetId: string) => PlannedOutput;

/** Coins that take this lock's keys. */
export function locked(lock: Lock): PlanCoin {
  return (amountMsat, keysetId) => coinKit.locked({ lock, keysetId, amountMsat });
}

export function lockTo(publicKey: string, more: Partial<Lock> = {}): Lock {
  return { keys: [publicKey], signaturesNeeded: 1, refund: undefined, hash: undefined, ...more };
}

/** Coins of a wallet that nobody has seen before. */
export function ofNewWallet(): PlanCoin {
  const seed = randomBytes(64);
  let counter = 0n;
  return (amountMsat, keysetId) => coinKit.fromSeed({ seed, counter: counter++, keysetId, amountMsat });
}

/** The token that its mint gives for another, as somebody's wallet asks for it; signed with keys where its coins take some. */
export async function swapped(
  mint: MintPort,
  token: string,
  plan: PlanCoin,
  privateKeys: readonly string[] = [],
): Promise<string> {
  const keysets = await mint.keysets();
  const inputs = coinKit.sign(coinsIn(token, keysets), privateKeys);
  const signing = keysets.find(({ isActive }) => isActive);
  const keys = signing && (await mint.keysOf(signing.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  const sum = inputs.reduce((msats, { amountMsat }) => msats + amountMsat, 0n);
  const outputs = coinKit
    .split(msat(sum - coinKit.feeOf(inputs, keysets)), keys)
    .map((amountMsat) => plan(amountMsat, keys.id));
  const answer = await mint.swap({ inputs, outputs });
  if (answer.kind === "refused") throw new Error(`the token is worth nothing: ${answer.reason}`);
  const proofs = answer.signatures.flatMap((signature, place) => {
    const output = outputs[place];
    return (output && coinKit.unblind(output, signature, keys)) ?? [];
  });
  return coinKit.write({ mint: mint.url, proofs });
}

export function coinsIn(token: string, keysets: readonly Pick<Keyset, "id">[]): readonly Proof[] {
  const ids = keysets.map(({ id }) => id);
  const coins = coinKit.read(token, ids);
  if (coins === undefined) throw new Error("not a token of this mint");
  return coins;
}
