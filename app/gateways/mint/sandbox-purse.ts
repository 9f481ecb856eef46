import type { Random } from "../../domain/ids.ts";
import { divideUp, msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import type { CoinKit, KeysetKeys, MintPort, PlannedOutput, Proof } from "./port.ts";

export type PurseWorld = {
  mint: MintPort;
  kit: CoinKit;
  random: Random;
  /** Pays the mint's invoice, as a buyer's wallet would. */
  pay: (bolt11: string) => Promise<unknown>;
};

/** The practice buyer's purse: a token over so much, rounded up to whole sats, freshly bought from the mint. */
export function openSandboxPurse(world: PurseWorld): (amountMsat: bigint) => Promise<string> {
  return async (amountMsat) => {
    const proofs = await buyCoins(world, msat(divideUp(amountMsat, 1_000n) * 1_000n));
    return world.kit.write({ mint: world.mint.url, proofs });
  };
}

async function buyCoins({ mint, kit, random, pay }: PurseWorld, amountMsat: Msat): Promise<readonly Proof[]> {
  const keys = await signingKeys(mint);
  const privateKey = Buffer.from(random(32)).toString("hex");
  const quote = await mint.quoteMint({ amountMsat, lockedTo: kit.publicKeyOf(privateKey) });
  if (quote.kind === "refused") throw new Error(`the mint sells nothing: ${quote.reason}`);
  await pay(quote.bolt11);
  const seed = random(64);
  const outputs = kit
    .split(amountMsat, keys)
    .map((amount, place) => kit.fromSeed({ seed, counter: BigInt(place), keysetId: keys.id, amountMsat: amount }));
  const signature = kit.signQuote({ quoteId: quote.id, outputs, privateKey });
  const signed = await mint.mint({ quoteId: quote.id, outputs, signature });
  if (signed.kind === "refused") throw new Error(`the mint issued nothing: ${signed.reason}`);
  return outputs.map((output, place) => coinOf(kit, keys, output, signed.signatures[place]));
}

type Signature = Parameters<CoinKit["unblind"]>[1];

function coinOf(kit: CoinKit, keys: KeysetKeys, output: PlannedOutput, signature: Signature | undefined): Proof {
  const coin = signature && kit.unblind(output, signature, keys);
  if (coin === undefined) throw new Error("the mint signed something else");
  return coin;
}

async function signingKeys(mint: MintPort): Promise<KeysetKeys> {
  const active = (await mint.keysets()).find(({ isActive }) => isActive);
  const keys = active && (await mint.keysOf(active.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  return keys;
}
