import * as assert from "uvu/assert";
import { deliver } from "../../../app/webhooks/outgoing/deliver.ts";
import { addressChecker } from "../../../app/gateways/web/check-address.ts";
import { HOUR_MS } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { refuseWith, startReceiver } from "../../webhooks/outgoing/receiver.ts";
import { claim, fetchFrom, genuine } from "../../webhooks/outgoing/world.ts";
import { openHub, placeOrder } from "../hub.ts";
import { Visitor, linkIn, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/desk-webhooks");
const t = await openHub();
const receiver = await startReceiver();
test.after(() => Promise.all([t.close(), receiver.close()]));

async function newSeller(language = "en"): Promise<Visitor> {
  const seller = new Visitor(t, language);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  return seller;
}

async function add(seller: Visitor, typed: Record<string, string> = {}): Promise<Answer> {
  return seller.submit(await seller.get("/desk/webhooks/new"), "/desk/webhooks", { url: receiver.url, ...typed });
}

function secretOn(page: Answer): string {
  return /whsec_[A-Za-z0-9+/]{43}=/.exec(page.html)?.[0] ?? "";
}

async function sendDue(): Promise<void> {
  const sending = { ...t.hub, fetchWebhook: fetchFrom([receiver]) };
  for (let due = await claim(sending); due.length > 0; due = await claim(sending))
    for (const each of due) await deliver(sending, each);
}

const pathOf = (made: Answer) => linkIn(made, /^\/desk\/webhooks\/whk_/);

test("a seller adds a webhook without JavaScript, copies its secret, and sees a test arrive", async () => {
  const seller = await newSeller();
  assert.match(wordsOf(await seller.get("/desk/webhooks")), "No webhooks yet");
  const made = await add(seller);
  assert.equal([made.status, made.headers.get("cache-control")], [200, "no-store"]);
  const secret = secretOn(made);
  const path = pathOf(made);
  assert.not((await seller.get(path)).html.includes(secret));
  const tested = await seller.submit(await seller.get(path), `${path}/test`);
  assert.match(wordsOf(tested), "A test is on its way");
  await sendDue();
  const last = receiver.arrived.at(-1);
  assert.is(last === undefined ? undefined : genuine(last, { secret }).type, "webhook.test");
  const log = await seller.get(path);
  assert.match(wordsOf(log), /Test – [^–]* Taken 204/);
});

test("only what was chosen is told, and a form without a choice or with a wrong address says so", async () => {
  const seller = await newSeller();
  const chosen = pathOf(await add(seller, { what: "some", "event-order.paid": "on", names: "btcpay" }));
  assert.match(wordsOf(await seller.get(chosen)), /Hears of Orders: Paid Words BTCPay Server’s/);
  const none = await add(seller, { what: "some" });
  assert.equal([none.status, /choose at least one event/.test(wordsOf(none))], [422, true]);
  const wrong = await add(seller, { url: "shop.example" });
  assert.equal([wrong.status, /enter a web address/.test(wordsOf(wrong))], [422, true]);
  assert.match(wrong.html, /value="shop\.example"/);
});

test("an address where nothing would ever be sent is refused at once, with what to do about it", async () => {
  const seller = await newSeller();
  const path = pathOf(await add(seller));
  t.hub.checkReceiver = addressChecker({ allowed: [receiver.host] });
  for (const [url, saying] of [
    ["http://shop.example/hook", /begins with https:\/\/ and names no port/],
    ["https://192.168.0.7/hook", /inside a private network/],
    [`http://${"a".repeat(55)}d.onion/hook`, /an onion address, and this hub has no Tor/],
  ] as const) {
    const refused = await add(seller, { url });
    assert.equal([refused.status, saying.test(wordsOf(refused))], [422, true], url);
    assert.ok(refused.html.includes(`value="${url}"`), "what was typed stays");
    const edited = await seller.submit(await seller.get(`${path}/edit`), path, { url });
    assert.equal([edited.status, saying.test(wordsOf(edited))], [422, true], url);
  }
  const added = await add(seller);
  t.hub.checkReceiver = undefined;
  const tested = await seller.submit(added, `${pathOf(added)}/test`);
  assert.match(wordsOf(tested), "A test is on its way");
});

test("a message's page shows what the receiver said as text, and the message is sent again from there", async () => {
  const seller = await newSeller();
  const path = pathOf(await add(seller, { what: "some", "event-order.placed": "on" }));
  receiver.answer = refuseWith(500, {}, "<script>alert(1)</script>");
  await placeOrder(t);
  await sendDue();
  const log = await seller.get(path);
  assert.match(wordsOf(log), /Orders: Placed \S+ .* Waiting 500 next try/);
  const message = await seller.get(linkIn(log, /\/deliveries\//));
  assert.match(wordsOf(message), "Answered with 500");
  assert.ok(message.html.includes("&lt;script>alert(1)") || message.html.includes("&lt;script&gt;alert(1)"));
  assert.not(message.html.includes("<script>alert(1)"));
  receiver.answer = refuseWith(200);
  const hurried = await seller.submit(message, /\/again$/);
  assert.match(wordsOf(hurried), "The message is on its way");
  await sendDue();
  assert.match(wordsOf(await seller.get(hurried.path.split("?")[0] ?? "")), /Taken .*Answered with 200/);
});

test("the secret is shown again only after a fresh proof, and changes when asked", async () => {
  const seller = await newSeller();
  const made = await add(seller);
  const path = pathOf(made);
  const shown = await seller.submit(await seller.get(`${path}/secret`), `${path}/secret`);
  assert.is(secretOn(shown), secretOn(made));
  const fresh = secretOn(await seller.submit(await seller.get(`${path}/secret`), `${path}/rotate`));
  assert.ok(fresh !== "" && fresh !== secretOn(made));
  assert.match(wordsOf(await seller.get(path)), "signed with the old secret, too");
  t.shop.clock.advance(HOUR_MS);
  for (const page of [
    await seller.get(`${path}/secret`),
    await seller.get(`${path}/edit`),
    await seller.get("/desk/webhooks/new"),
    await seller.post(`${path}/secret`, {}),
    await seller.post(`${path}/rotate`, {}),
    await seller.post(path, { url: "https://elsewhere.example/" }),
    await seller.post("/desk/webhooks", { url: "https://elsewhere.example/" }),
  ])
    assert.equal([page.status, secretOn(page)], [403, ""], page.path);
  assert.is((await seller.get(path)).status, 200);
});

test("a webhook is switched off, changed, switched on and deleted", async () => {
  const seller = await newSeller("ko");
  const path = pathOf(await add(seller));
  const off = await seller.submit(await seller.get(path), `${path}/off`);
  assert.match(wordsOf(off), "꺼진 동안 생긴 일은 알리지 않아요");
  assert.match(wordsOf(await seller.post(`${path}/test`, {})), "먼저 켜 주세요");
  const edited = await seller.submit(await seller.get(`${path}/edit`), path, { url: "https://new.example/a?token=1" });
  assert.match(wordsOf(edited), "new.example/a?…");
  assert.match(wordsOf(await seller.submit(edited, `${path}/on`)), "켰어요");
  const deleted = await seller.submit(await seller.get(`${path}/edit`), `${path}/delete`);
  assert.match(wordsOf(deleted), "웹훅을 지웠어요");
  assert.is((await seller.get(path)).status, 404);
});
