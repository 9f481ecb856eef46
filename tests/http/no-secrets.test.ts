import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { acceptInvitation } from "../../app/accounts/accept-invitation.ts";
import { invite } from "../../app/accounts/invite.ts";
import { createLog } from "../../app/log.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { addGoods, freshKey, openHub, payOrder, placeOrder, posted, sendOrder, withKey } from "./hub.ts";

const test = suite("secrets stay out of the log");

const MACAROON = `0201036c6e64${"5a".repeat(90)}`;

test("a whole purchase, with a session, a failing node and a bug, logs none of them", async () => {
  const preimages: string[] = [];
  const t = await openHub();
  const { node } = t.shop;
  const spied = await openHub({
    node: {
      ...node,
      createInvoice: (request) => {
        preimages.push(request.preimage);
        return node.createInvoice(request);
      },
      info: () =>
        Promise.reject(new Error(`permission denied for macaroon ${MACAROON}`, { cause: new Error(preimages[0]) })),
    },
    rateOf: async () => {
      throw new Error(`a bug that mentions ${preimages.at(-1)} and ${secrets.join(" ")}`);
    },
  });
  const secrets: string[] = [];
  const { token } = await invite(spied.hub, { role: "owner" });
  const session = await acceptInvitation(spied.hub, token, { name: "Ann", visit });
  const sessionToken = session.kind === "session" ? session.token : "";
  const cookie = { Cookie: `satoshop_sid=${sessionToken}`, Origin: spied.hub.origin };
  const key = { "Idempotency-Key": `canary-${randomBytes(16).toString("hex")}` };
  const { body } = await addGoods(spied);
  const order = JSON.parse(await (await sendOrder(spied, body, key)).text());
  secrets.push(token, sessionToken, order.key, MACAROON);

  await payOrder({ ...spied, shop: { ...spied.shop, node } }, order);
  const orderAt = `/api/v1/orders/${order.id}`;
  await spied.app.request(orderAt, withKey(order, cookie));
  await spied.app.request(`/orders/${order.id}/${order.key}`, { headers: { Accept: "text/html", ...cookie } });
  await spied.app.request(`/orders/${order.id}/${order.key}/nothing`, { headers: cookie });
  await spied.app.request(`${orderAt}/received`, { method: "POST", ...withKey(order, cookie) });
  await spied.app.request(`/join?token=${token}`, { method: "PUT", headers: cookie });
  await spied.app.request("/readyz");
  const dollars = await addGoods(spied, { currency: "USD", priceMinor: 100n });
  assert.is((await sendOrder(spied, dollars.body, { ...freshKey(), ...cookie })).status, 500);
  await spied.app.request("/sandbox/pay", posted({ bolt11: order.key }));

  const log = spied.logged.join("");
  assert.match(log, /unexpected error/);
  assert.match(log, /not ready/);
  assert.ok(preimages.length > 0);
  for (const secret of [...secrets, ...preimages, key["Idempotency-Key"], spied.hub.secretKey]) {
    assert.ok(secret.length > 10);
    assert.not.ok(log.includes(secret), `the log holds ${secret}`);
  }
  await Promise.all([t.close(), spied.close()]);
});

test("what is named like a secret is never written, at whatever depth our own code logs", () => {
  const lines: string[] = [];
  const log = createLog({ level: "info" }, { write: (line) => lines.push(line) });
  log.info({ macaroon: "c1", request: { headers: { cookie: "c2", "Order-Key": "c3", authorization: "c4" } } }, "a");
  log.child({ sessionToken: "c5" }).warn({ list: [{ preimage: "c6" }], bytes: Buffer.from("c7") }, "b");
  log.error({ err: new Error("refused", { cause: "c8".repeat(32) }) }, "c");
  const text = lines.join("");
  for (let each = 1; each <= 8; each += 1)
    assert.not.ok(text.includes(each === 8 ? "c8".repeat(32) : `c${each}`), `c${each} in ${text}`);
  assert.is(lines.length, 3);
});

test("ids, states and amounts are written as they are", async () => {
  const t = await openHub();
  const order = await placeOrder(t);
  const lines: string[] = [];
  const log = createLog({ level: "info" }, { write: (line) => lines.push(line) });
  log.info({ orderId: order.id, state: order.state, totalMsat: order.totalMsat }, "paid");
  assert.ok([order.id, order.state, order.totalMsat].every((value) => lines[0]?.includes(value)));
  await t.close();
});
