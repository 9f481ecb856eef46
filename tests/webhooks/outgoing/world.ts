import { createHmac, createPublicKey, verify } from "node:crypto";
import { Webhook } from "standardwebhooks";
import * as assert from "uvu/assert";
import type { Actor } from "../../../app/accounts/acting.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import type { SafeFetch } from "../../../app/gateways/web/port.ts";
import { addWebhook } from "../../../app/webhooks/outgoing/add-webhook.ts";
import type { AddedWebhook } from "../../../app/webhooks/outgoing/add-webhook.ts";
import { claimDue } from "../../../app/webhooks/outgoing/claim-due.ts";
import { deliver } from "../../../app/webhooks/outgoing/deliver.ts";
import type { Delivering } from "../../../app/webhooks/outgoing/deliver.ts";
import { checkInvoice } from "../../../app/payments/check-invoice.ts";
import type { Db } from "../../../app/db/database.ts";
import type { WebhookDeliveryTable } from "../../../app/db/schema.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { OrderWithInvoice, SeededProduct, Shop } from "../../support/shop.ts";
import { visit } from "../../support/visit.ts";
import type { Arrived, Receiver } from "./receiver.ts";

export const actor: Actor = { personId: "per_someone", ...visit };
const SECRET_KEY = "a secret key only for tests, 32+ chars";

/** A stall whose events are told to receivers on sockets of this machine. */
export type Told = {
  shop: Shop;
  product: SeededProduct;
  sending: Delivering;
  add(receiver: Pick<Receiver, "url">, events?: string[] | null, names?: "hub" | "btcpay"): Promise<AddedWebhook>;
  place(): Promise<OrderWithInvoice>;
  pay(order: OrderWithInvoice): Promise<void>;
  /** Sends what is due now, and what becomes due by that; answers how many were sent. */
  sendDue(): Promise<number>;
  rows(webhookId: string): Promise<WebhookDeliveryTable[]>;
};

export async function openTold(receivers: readonly Receiver[], fetchWebhook = fetchFrom(receivers)): Promise<Told> {
  const shop = await openShop();
  const acting = { ...shop.observing, secretKey: SECRET_KEY };
  const sending = { ...acting, fetchWebhook };
  const product = await addProduct(shop);
  return {
    shop,
    product,
    sending,
    add: async ({ url }, events = null, names = "hub") => {
      const added = await addWebhook(acting, actor, shop.stallId, { url, events, names });
      if (isRefused(added)) throw new Error(`refused: ${added.reason}`);
      return added;
    },
    place: () => placeWithInvoice(shop, orderFor(shop, product)),
    pay: async ({ bolt11, paymentHash }) => {
      await shop.node.payAsBuyer(bolt11);
      await checkInvoice(shop.observing, shop.node, paymentHash);
    },
    sendDue: () => sendAll(sending),
    rows: (webhookId) => rowsOf(shop.db, webhookId),
  };
}

export function fetchFrom(receivers: readonly Receiver[]): SafeFetch {
  return safeFetcher({ allowed: receivers.map(({ host }) => host), deadlineMs: 20_000 });
}

let turn = 0;

async function sendAll(sending: Delivering): Promise<number> {
  for (let sent = 0; ;) {
    const claimed = await claim(sending);
    if (claimed.length === 0) return sent;
    sent += claimed.length;
    await Promise.all(claimed.map((delivery) => deliver(sending, delivery)));
  }
}

/** Takes what is due, as one process would, and does nothing with it yet. */
export function claim({ db, clock }: Pick<Delivering, "db" | "clock">, limit = 100) {
  return claimDue(db, { now: clock(), leaseMs: 60_000n, claim: `turn ${(turn += 1)}`, limit, limitOf: () => limit });
}

async function rowsOf(db: Db, webhookId: string): Promise<WebhookDeliveryTable[]> {
  return db
    .selectFrom("webhook_delivery")
    .selectAll()
    .where("webhook_id", "=", webhookId)
    .orderBy("seq")
    .orderBy("id")
    .execute();
}

export type Message = {
  type: string;
  event: string;
  orderId?: string;
  deliveryId: string;
  originalDeliveryId: string;
  isRedelivery: boolean;
  atMs: number;
  data: Record<string, unknown>;
} & Record<string, unknown>;

/** Checks a message as its receivers do: with the library of Standard Webhooks, and BTCPay Server's way by hand. */
export function genuine(arrived: Arrived, { secret }: { secret: string }): Message {
  assertStandard(arrived, secret);
  const expected = `sha256=${createHmac("sha256", secret).update(arrived.body).digest("hex")}`;
  assert.is(arrived.headers["btcpay-sig"], expected);
  assert.ok(Buffer.byteLength(arrived.body) < 20_000, "a message has less than 20 kB");
  return JSON.parse(arrived.body);
}

/** The library looks at the computer's clock; the test's clock stands elsewhere. */
export function assertStandard({ headers, body }: Arrived, secret: string): void {
  const seconds = Number(headers["webhook-timestamp"]);
  const realNow = Date.now;
  Date.now = () => seconds * 1000;
  try {
    const said = {
      "webhook-id": String(headers["webhook-id"]),
      "webhook-timestamp": String(headers["webhook-timestamp"]),
      "webhook-signature": String(headers["webhook-signature"]),
    };
    new Webhook(secret).verify(body, said);
  } finally {
    Date.now = realNow;
  }
}

/** Whether one of the signatures was made with the secret half of this `whpk_…`. */
export function isSignedBy({ headers, body }: Arrived, publicKey: string): boolean {
  const x = Buffer.from(publicKey.slice("whpk_".length), "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signed = Buffer.from(`${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`);
  const signatures = String(headers["webhook-signature"]).split(" ");
  return signatures
    .filter((each) => each.startsWith("v1a,"))
    .some((each) => verify(null, signed, key, Buffer.from(each.slice(4), "base64")));
}

export function signaturesOf({ headers }: Arrived): string[] {
  return String(headers["webhook-signature"])
    .split(" ")
    .map((each) => each.split(",")[0] ?? "");
}
