import * as assert from "uvu/assert";
import { newId } from "../../app/domain/ids.ts";
import { DAY_MS, SECOND_MS, unixMs } from "../../app/domain/time.ts";
import { readWebhookSecret, signBtcpay, signStandard } from "../../app/domain/webhook-signature.ts";
import { forgetWebhooks } from "../../app/webhooks/forget-webhooks.ts";
import type { WebhookSource } from "../../app/webhooks/source.ts";
import { takeWebhook } from "../../app/webhooks/take-webhook.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("webhooks/take-webhook");
const db = await openTestDatabase();
const deps = { db, clock: testClock() };
const random = testRandom(41);
test.after(() => db.destroy());

const SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
const mint = { name: "mint", scheme: "standard", secrets: [SECRET] } as const;
const btcpay = { name: "btcpay", scheme: "btcpay", secret: "a secret" } as const;

type Sent = { headers: Headers; body: Uint8Array };

const seconds = (at = deps.clock()) => String(at / SECOND_MS);

function standard(id: string, { timestamp = seconds(), text = "{}" } = {}): Sent {
  const body = Buffer.from(text);
  const signature = signStandard(readWebhookSecret(SECRET) ?? new Uint8Array(), { id, timestamp, body });
  const headers = { "Webhook-Id": id, "Webhook-Timestamp": timestamp, "Webhook-Signature": signature };
  return { headers: new Headers(headers), body };
}

function fromBtcpay(content: unknown): Sent {
  const body = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  return { headers: new Headers({ "BTCPay-Sig": signBtcpay(btcpay.secret, body) }), body };
}

/** What the message is for: something to count. */
async function take(source: WebhookSource, sent: Sent): Promise<{ said: string; done: number }> {
  let done = 0;
  const answer = await takeWebhook(deps, source, sent, async (tx) => {
    done += 1;
    await tx
      .insertInto("idempotency")
      .values({
        principal: "test",
        key: newId("evt", deps.clock(), random),
        fingerprint: "",
        order_id: "",
        created_at_ms: 0n,
      })
      .execute();
  });
  return { said: answer.kind === "refused" ? answer.reason : answer.kind, done };
}

const effects = async () =>
  (await db.selectFrom("idempotency").selectAll().where("principal", "=", "test").execute()).length;

test("a signed message is taken once, however often it comes", async () => {
  const sent = standard("msg_once");
  assert.equal(await take(mint, sent), { said: "taken", done: 1 });
  assert.equal(await take(mint, sent), { said: "seen-before", done: 0 });
  const again = standard("msg_once", { text: '{"attempt":2}', timestamp: seconds(unixMs(deps.clock() + SECOND_MS)) });
  assert.equal(await take(mint, again), { said: "seen-before", done: 0 });
});

test("of many that come at the same moment one is taken", async () => {
  const before = await effects();
  const all = await Promise.all(Array.from({ length: 8 }, () => take(mint, standard("msg_crowd"))));
  assert.equal(all.map(({ said }) => said).toSorted(), [...Array<string>(7).fill("seen-before"), "taken"]);
  assert.is(await effects(), before + 1);
});

test("the same id from another sender is another message", async () => {
  assert.is((await take(mint, standard("msg_shared"))).said, "taken");
  assert.is((await take({ ...mint, name: "other mint" }, standard("msg_shared"))).said, "taken");
});

test("what could not be done is not remembered as done", async () => {
  const sent = standard("msg_broken");
  const failing = takeWebhook(deps, mint, sent, () => Promise.reject(new Error("no")));
  await rejects(failing, /^no$/);
  assert.is((await take(mint, sent)).said, "taken");
});

test("a message that is not signed, wrongly signed or old leaves no trace", async () => {
  const sent = standard("msg_bad");
  const before = await db.selectFrom("webhook_seen").selectAll().execute();
  const without = (name: string) => {
    const headers = new Headers(sent.headers);
    headers.delete(name);
    return { ...sent, headers };
  };
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"])
    assert.equal(await take(mint, without(name)), { said: "bad-signature", done: 0 }, name);
  assert.is((await take(mint, { ...sent, body: Buffer.from("{ }") })).said, "bad-signature");
  assert.is((await take({ ...mint, secrets: [] }, sent)).said, "bad-signature");
  assert.is((await take({ ...mint, secrets: ["", "whsec_"] }, sent)).said, "bad-signature");
  assert.is((await take(mint, standard("x".repeat(201)))).said, "bad-signature");
  const old = standard("msg_old", { timestamp: seconds(unixMs(deps.clock() - 301n * SECOND_MS)) });
  assert.is((await take(mint, old)).said, "stale-message");
  assert.equal(await db.selectFrom("webhook_seen").selectAll().execute(), before);
});

test("BTCPay's message is known by the id and time that it has inside", async () => {
  const now = Number(deps.clock() / SECOND_MS);
  const first = {
    deliveryId: "d1",
    originalDeliveryId: "d1",
    isRedelivery: false,
    timestamp: now,
    type: "InvoiceSettled",
  };
  assert.equal(await take(btcpay, fromBtcpay(first)), { said: "taken", done: 1 });
  assert.equal(await take(btcpay, fromBtcpay(first)), { said: "seen-before", done: 0 });
  const redelivered = { ...first, deliveryId: "d2", isRedelivery: true, timestamp: now + 60 };
  assert.is((await take(btcpay, fromBtcpay(redelivered))).said, "seen-before", "the same news under a new id");
  assert.is((await take(btcpay, fromBtcpay({ ...first, deliveryId: "d3", originalDeliveryId: null }))).said, "taken");
});

test("BTCPay's message without an id or a time, or of another day, is refused", async () => {
  const now = Number(deps.clock() / SECOND_MS);
  const day = Number(DAY_MS / SECOND_MS);
  for (const content of [
    { deliveryId: "e1" },
    { timestamp: now },
    { deliveryId: "", timestamp: now },
    { deliveryId: 7, timestamp: now },
    { deliveryId: "e1", timestamp: String(now) },
    { deliveryId: "e1", timestamp: now - day - 1 },
    { deliveryId: "e1", timestamp: now + day + 1 },
    { deliveryId: "e1", timestamp: -1 },
    [],
    null,
    "{",
    "",
    '{"deliveryId":"e1","timestamp":1e400}',
  ])
    assert.equal(await take(btcpay, fromBtcpay(content)), { said: "stale-message", done: 0 }, JSON.stringify(content));
  assert.is((await take(btcpay, fromBtcpay({ deliveryId: "e2", timestamp: now - day }))).said, "taken");
});

test("BTCPay's message counts only with a secret, and with the right one", async () => {
  const sent = fromBtcpay({ deliveryId: "f1", timestamp: Number(deps.clock() / SECOND_MS) });
  for (const secret of ["", "another"]) assert.is((await take({ ...btcpay, secret }, sent)).said, "bad-signature");
  assert.is((await take(btcpay, { ...sent, headers: new Headers() })).said, "bad-signature");
});

test("an id is remembered for as long as its message could still be taken, and then forgotten", async () => {
  await db.deleteFrom("webhook_seen").execute();
  const future = Number((deps.clock() + DAY_MS) / SECOND_MS);
  const sent = fromBtcpay({ deliveryId: "g1", timestamp: future });
  assert.is((await take(btcpay, sent)).said, "taken");
  // The last moment at which its own time would let it in again.
  deps.clock.advance(2n * DAY_MS);
  assert.is(await forgetWebhooks(deps), 0);
  assert.is((await take(btcpay, sent)).said, "seen-before");
  deps.clock.advance(DAY_MS + 1n);
  assert.is(await forgetWebhooks(deps), 1);
  assert.is((await take(btcpay, sent)).said, "stale-message");
});
