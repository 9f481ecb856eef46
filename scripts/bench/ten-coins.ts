import { randomBytes } from "node:crypto";
import type { AuthenticatedLnd } from "lightning";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { KeysetKeys, MintPort, PlannedOutput, Proof } from "../../app/gateways/mint/port.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { payInvoice } from "../regtest/buyer/pay.ts";

/** Ten coins over 1,000 sat. */
const TEN_COINS_SAT = [256n, 256n, 128n, 128n, 64n, 64n, 32n, 32n, 32n, 8n];
/** So many tokens are made by one swap, whose coins a mint still takes. */
const AT_ONCE = 10;

export type Coins = readonly Proof[];

/** A mint, and the keys that it signs with. */
export interface Issuer {
  mint: MintPort;
  keys: KeysetKeys;
}

export async function issuerOf(mint: MintPort): Promise<Issuer> {
  const signing = (await mint.keysets()).find(({ isActive }) => isActive);
  const keys = signing && (await mint.keysOf(signing.id));
  if (signing === undefined || keys === undefined) throw new Error("the mint signs with nothing");
  return { mint, keys: { ...keys, ...signing } };
}

/** So many tokens of ten coins each, bought by a node and swapped into these amounts. */
export async function buyTenCoins(issuer: Issuer, lnd: AuthenticatedLnd, count: number): Promise<Coins[]> {
  const tokens: Coins[] = [];
  while (tokens.length < count) tokens.push(...(await buySome(issuer, lnd, Math.min(AT_ONCE, count - tokens.length))));
  return tokens;
}

/** What a swap of these coins asks for: their sum less the mint's fee, in as few coins as can be. */
export function swapOf(coins: Coins, { keys }: Issuer): { inputs: Coins; outputs: readonly PlannedOutput[] } {
  return { inputs: coins, outputs: plan(coinKit.split(afterFee(coins, keys), keys), keys) };
}

async function buySome(issuer: Issuer, lnd: AuthenticatedLnd, count: number): Promise<Coins[]> {
  const { mint, keys } = issuer;
  const pay = async (bolt11: string) => void (await payInvoice(lnd, bolt11));
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay });
  const tens = Array.from({ length: count }, () => TEN_COINS_SAT.map(msatFromSat)).flat();
  const text = await purse(sumOf(tens) + 10_000n);
  const inputs = coinKit.read(text, [keys.id]) ?? [];
  const rest = coinKit.split(msat(afterFee(inputs, keys) - sumOf(tens)), keys);
  const outputs = plan([...tens, ...rest], keys);
  const coins = await swapped(issuer, inputs, outputs);
  const size = TEN_COINS_SAT.length;
  return Array.from({ length: count }, (_, place) => coins.slice(place * size, (place + 1) * size));
}

async function swapped({ mint, keys }: Issuer, inputs: Coins, outputs: readonly PlannedOutput[]): Promise<Coins> {
  const answer = await mint.swap({ inputs, outputs });
  if (answer.kind === "refused") throw new Error(`the mint changes nothing: ${answer.reason}: ${answer.detail}`);
  return outputs.map((output, place) => {
    const signature = answer.signatures[place];
    const coin = signature && coinKit.unblind(output, signature, keys);
    if (coin === undefined) throw new Error("the mint signed something else");
    return coin;
  });
}

function plan(amounts: readonly Msat[], keys: KeysetKeys): PlannedOutput[] {
  const seed = random(64);
  return amounts.map((amountMsat, place) =>
    coinKit.fromSeed({ seed, counter: BigInt(place), keysetId: keys.id, amountMsat }),
  );
}

function afterFee(coins: Coins, keys: KeysetKeys): Msat {
  return msat(sumOf(coins.map(({ amountMsat }) => amountMsat)) - coinKit.feeOf(coins, [keys]));
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function random(size: number): Uint8Array {
  return new Uint8Array(randomBytes(size));
}
