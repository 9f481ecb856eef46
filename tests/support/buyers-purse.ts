import { randomBytes } from "node:crypto";
import { msatFromSat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { KeysetKeys, MintPort, PlannedOutput, Proof, Refused } from "../../app/gateways/mint/port.ts";

const seed = randomBytes(64);
let counter = 0n;

/** Outputs of somebody outside the hub, over so much. */
export function buyersOutputs(keys: KeysetKeys, amountMsat: Msat): PlannedOutput[] {
  return coinKit.split(amountMsat, keys).map((amount) => {
    counter += 1n;
    return coinKit.fromSeed({ seed, counter, keysetId: keys.id, amountMsat: amount });
  });
}

/** Has a mint issue coins over so many sats, which `pay` pays for. */
export async function buyCoins(mint: MintPort, pay: (bolt11: string) => Promise<void>, sat: bigint): Promise<Proof[]> {
  const keys = await signingKeys(mint);
  const privateKey = randomBytes(32).toString("hex");
  const quote = accepted(
    await mint.quoteMint({ amountMsat: msatFromSat(sat), lockedTo: coinKit.publicKeyOf(privateKey) }),
  );
  await pay(quote.bolt11);
  const outputs = buyersOutputs(keys, msatFromSat(sat));
  const signature = coinKit.signQuote({ quoteId: quote.id, outputs, privateKey });
  const { signatures } = accepted(await mint.mint({ quoteId: quote.id, outputs, signature }));
  return outputs.map((output, place) => {
    const signed = signatures[place];
    const coin = signed && coinKit.unblind(output, signed, keys);
    if (coin === undefined) throw new Error("the mint gave no coin");
    return coin;
  });
}

export async function signingKeys(mint: MintPort): Promise<KeysetKeys> {
  const active = (await mint.keysets()).find(({ isActive }) => isActive);
  const keys = active && (await mint.keysOf(active.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  return keys;
}

export function accepted<Answer extends { kind: string }>(answer: Answer | Refused): Exclude<Answer, Refused> {
  if (answer.kind === "refused") throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<Answer, Refused>;
}
