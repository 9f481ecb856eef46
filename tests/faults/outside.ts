import { msat } from "../../app/domain/money.ts";
import { refuse } from "../../app/domain/refusal.ts";
import { openSandboxChain } from "../../app/gateways/chain/sandbox.ts";
import type { SandboxChain } from "../../app/gateways/chain/sandbox.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import type { MailPort } from "../../app/gateways/mail/port.ts";
import type { Payee } from "../../app/gateways/payee/port.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import type { RateSource } from "../../app/gateways/rates/port.ts";
import type { TelegramPort } from "../../app/gateways/telegram/port.ts";
import type { SafeFetch } from "../../app/gateways/web/port.ts";

/** Everybody that the hub speaks to. They stay when it is killed, and remember what they were told. */
export type Outside = {
  node: SandboxNode;
  chain: SandboxChain;
  mint: MintPort;
  /** A token over so many sats, as a buyer brings it. */
  token: (sat: bigint) => Promise<string>;
  /** Takes a token into somebody else's wallet. */
  spend: (token: string) => Promise<void>;
  /** The mint signs with a new keyset from now on. */
  changeMintKeys: () => void;
  payee: Payee;
  fetchWebhook: SafeFetch;
  mail: MailPort;
  telegram: TelegramPort;
  rates: RateSource;
  /** What has arrived: ids of letters, texts of chat messages, bodies of webhooks. */
  letters: string[];
  chats: string[];
  webhooks: string[];
  /** What the receiver at an address answers from now on, one after the other; 204 when there is nothing left. */
  answers: Map<string, number[]>;
};

export function openOutside(world: Parameters<typeof openSandboxNode>[0]): Outside {
  const node = openSandboxNode(world);
  const chain = openSandboxChain(world);
  const { mint, token, spend, changeMintKeys } = openMintOutside(world);
  const [letters, chats, webhooks] = [new Array<string>(), new Array<string>(), new Array<string>()];
  const answers = new Map<string, number[]>();
  return {
    node,
    chain,
    mint,
    token,
    spend,
    changeMintKeys,
    letters,
    chats,
    webhooks,
    answers,
    payee: { read: readDestination, invoiceFrom: (to, amountMsat) => invoiceOf(node, to, amountMsat) },
    fetchWebhook: async (address, init) => {
      const status = answers.get(String(address))?.shift() ?? 204;
      if (status === 204 && init?.body instanceof Uint8Array) webhooks.push(Buffer.from(init.body).toString());
      return new Response(status === 204 ? null : "not now", { status });
    },
    mail: { send: async ({ id }) => (letters.push(id), "taken") },
    telegram: { ...silentBot, send: async ({ text }) => (chats.push(text), { kind: "sent" }) },
    rates: { name: "market", fetchRates: async () => new Map([["KRW", 150_000_000n]]) },
  };
}

const MINT_URL = "http://mint.example";

/** A mint with a node of its own: what its coins are bought with is none of the shop's. */
function openMintOutside({ folder, clock, random }: Parameters<typeof openSandboxNode>[0]) {
  const own = join(folder, "mint");
  const lightning = openSandboxNode({ folder: own, clock, random });
  const node = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const sandbox = openSandboxMint({ folder: own, clock, random, node });
  const mint = openCashuMint(MINT_URL, async (method, path, body) => {
    const answer = await sandbox.request(method, path, body === undefined ? undefined : JSON.parse(body));
    return { status: answer.status, text: JSON.stringify(answer.body) };
  });
  const purse = openSandboxPurse({ mint, kit: coinKit, random, pay: (bolt11) => lightning.payAsBuyer(bolt11) });
  return {
    mint,
    token: (sat: bigint) => purse(sat * 1_000n),
    spend: (token: string) => spend(mint, token),
    changeMintKeys: () => void sandbox.rotate(),
  };
}

async function spend(mint: MintPort, token: string): Promise<void> {
  const keysets = await mint.keysets();
  const inputs =
    coinKit.read(
      token,
      keysets.map(({ id }) => id),
    ) ?? [];
  const signing = keysets.find(({ isActive }) => isActive);
  const keys = signing && (await mint.keysOf(signing.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  const sum = inputs.reduce((msats, { amountMsat }) => msats + amountMsat, 0n);
  const seed = randomBytes(64);
  const outputs = coinKit
    .split(msat(sum - coinKit.feeOf(inputs, keysets)), keys)
    .map((amountMsat, place) => coinKit.fromSeed({ seed, counter: BigInt(place), keysetId: keys.id, amountMsat }));
  const swapped = await mint.swap({ inputs, outputs });
  if (swapped.kind === "refused") throw new Error(`the token is worth nothing: ${swapped.reason}`);
}

/** The payee's own node gives an invoice whenever asked. */
async function invoiceOf(node: SandboxNode, { kind, text }: { kind: string; text: string }, amountMsat: bigint) {
  const asked = { amountMsat: msat(amountMsat), expirySeconds: 600 };
  const bolt11 = kind === "bolt11" ? text : (await node.invoiceOfBuyer(asked)).bolt11;
  const invoice = readBolt11(bolt11);
  if (invoice?.amountMsat !== amountMsat) return refuse("payee-invoice-wrong");
  return { bolt11, paymentHash: invoice.paymentHash, expiresAtMs: invoice.expiresAtMs };
}

const silentBot: TelegramPort = {
  name: async () => "corner",
  begin: async () => ({ username: "corner" }),
  poll: async () => [],
  send: async () => ({ kind: "sent" }),
  replace: async () => undefined,
  answer: async () => undefined,
};
