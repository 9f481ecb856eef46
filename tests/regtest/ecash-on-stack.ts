import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { AuthenticatedLnd } from "lightning";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../app/domain/outcome.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { sealUnder } from "../../app/ecash/seal.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import type { Wire } from "../../app/gateways/mint/cashu-wire.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { startCdkMintd } from "../../scripts/regtest/mints/cdk-mintd.ts";
import { startNutshell } from "../../scripts/regtest/mints/nutshell.ts";
import type { Stack } from "../../scripts/regtest/stack.ts";
import { trust } from "../ecash/world.ts";
import { openShop } from "../support/shop.ts";

/** What goes wrong with the next call that changes something, if anything. */
export type Dropping = () => "not-applied" | "unanswered" | undefined;

const random = (size: number) => new Uint8Array(randomBytes(size));

/** A shop whose mint is cdk-mintd on its own node, and a stranger's Nutshell on the buyer's. */
export async function openEcashOn({ folder, shop: shopNode, buyer }: Stack, dropping: Dropping) {
  const [own, other] = [
    await startCdkMintd(join(folder, "own-mint"), shopNode),
    await startNutshell(join(folder, "other-mint"), buyer),
  ];
  const shop = await openShop();
  const fetch = safeFetcher({ allowed: [new URL(own.url).host, new URL(other.url).host] });
  const wholeAt = (url: string) => openCashuMint(url, httpWire(url, fetch));
  const mintAt = (url: string) => openCashuMint(url, dropped(httpWire(url, fetch), dropping));
  await trust(shop, own.url);
  await trust(shop, other.url, "foreign");
  for (const { url } of [own, other]) await refreshKeysets(shop, wholeAt(url));
  const seal = sealUnder("a secret key only for tests, 32+ chars", random);
  const ecash: Ecash = {
    ...shop.observing,
    random,
    kit: coinKit,
    seal,
    mintAt,
    readInvoice: readBolt11,
    seed: random(64),
  };
  return {
    shop,
    ecash,
    ownMint: wholeAt(own.url),
    ownToken: buyAt(wholeAt(own.url), buyer.lnd),
    manyOwnTokens: (sat: bigint, count: number) =>
      inParts(count, (part) => buyMany(wholeAt(own.url), buyer.lnd, { sat, count: part })),
    otherToken: buyAt(wholeAt(other.url), shopNode.lnd),
    otherUrl: other.url,
    close: async () => {
      await Promise.all([own.stop(), other.stop()]);
      await shop.close();
    },
  };
}

export type EcashOnStack = Awaited<ReturnType<typeof openEcashOn>>;

/** A call is lost on its way there or on its way back. */
function dropped(wire: Wire, dropping: Dropping): Wire {
  return async (method, path, body) => {
    const how = method === "POST" ? dropping() : undefined;
    if (how === "not-applied") throw new NotApplied("the wire is cut");
    const answer = await wire(method, path, body);
    if (how === "unanswered") throw new OutcomeUnknown("the answer is lost");
    return answer;
  };
}

/** A buyer's purse at a mint, filled by a node; a mint on that very node would be paid by itself. */
function buyAt(mint: MintPort, lnd: AuthenticatedLnd): (sat: bigint) => Promise<string> {
  const pay = async (bolt11: string) => void (await payInvoice(lnd, bolt11));
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay });
  return (sat) => purse(sat * 1_000n);
}

/** A mint signs a thousand outputs at once, and no sum of less than 1,024 sat has more than ten. */
const BOUGHT_AT_ONCE = 100;

async function inParts(count: number, buy: (part: number) => Promise<string[]>): Promise<string[]> {
  const bought: string[] = [];
  while (bought.length < count) bought.push(...(await buy(Math.min(BOUGHT_AT_ONCE, count - bought.length))));
  return bought;
}

/** So many tokens over so much each, made of one large one by a swap. */
async function buyMany(
  mint: MintPort,
  lnd: AuthenticatedLnd,
  { sat, count }: { sat: bigint; count: number },
): Promise<string[]> {
  const keysets = await mint.keysets();
  const signing = keysets.find(({ isActive }) => isActive);
  const keys = signing && (await mint.keysOf(signing.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  const text = await buyAt(mint, lnd)(sat * BigInt(count) + 10n);
  const inputs =
    coinKit.read(
      text,
      keysets.map(({ id }) => id),
    ) ?? [];
  const plan = (amountMsat: Msat) =>
    coinKit
      .split(amountMsat, keys)
      .map((each) => coinKit.fromSeed({ seed: random(64), counter: 0n, keysetId: keys.id, amountMsat: each }));
  const tokens = Array.from({ length: count }, () => plan(msatFromSat(sat)));
  const sum = inputs.reduce((msats, { amountMsat }) => msats + amountMsat, 0n);
  const rest = plan(msat(sum - coinKit.feeOf(inputs, keysets) - sat * BigInt(count) * 1_000n));
  const outputs = [...tokens.flat(), ...rest];
  const swapped = await mint.swap({ inputs, outputs });
  if (swapped.kind === "refused") throw new Error(`the mint changes nothing: ${swapped.reason}`);
  const coins = outputs.map((output, place) => {
    const signature = swapped.signatures[place];
    const coin = signature && coinKit.unblind(output, signature, keys);
    if (coin === undefined) throw new Error("the mint signed something else");
    return coin;
  });
  let at = 0;
  return tokens.map(({ length }) => coinKit.write({ mint: mint.url, proofs: coins.slice(at, (at += length)) }));
}
