import { msat } from "../../app/domain/money.ts";
import { refuse } from "../../app/domain/refusal.ts";
import { openSandboxChain } from "../../app/gateways/chain/sandbox.ts";
import type { SandboxChain } from "../../app/gateways/chain/sandbox.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { MailPort } from "../../app/gateways/mail/port.ts";
import type { Payee } from "../../app/gateways/payee/port.ts";
import { readDestination } from "../../app/gateways/payee/read-destination.ts";
import type { RateSource } from "../../app/gateways/rates/port.ts";
import type { TelegramPort } from "../../app/gateways/telegram/port.ts";
import type { SafeFetch } from "../../app/gateways/web/port.ts";
import { openMints } from "./mints.ts";
import type { Mints } from "./mints.ts";

/** Everybody that the hub speaks to. They stay when it is killed, and remember what they were told. */
export type Outside = Mints & {
  node: SandboxNode;
  chain: SandboxChain;
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
  const [letters, chats, webhooks] = [new Array<string>(), new Array<string>(), new Array<string>()];
  const answers = new Map<string, number[]>();
  return {
    node,
    chain,
    ...openMints(world),
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
