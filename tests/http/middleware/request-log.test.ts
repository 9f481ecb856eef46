import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub, placeOrder, withKey } from "../hub.ts";

const test = suite("request log");

const t = await openHub();
test.after(t.close);

const last = () => JSON.parse(t.logged.at(-1) ?? "{}");

test("a request leaves one line with its route, status and time", async () => {
  const order = await placeOrder(t);
  const before = t.logged.length;
  await t.app.request(`/api/v1/orders/${order.id}?x=1`, withKey(order));
  assert.is(t.logged.length, before + 1);
  const { method, route, status, durationMs, level } = last();
  assert.equal(
    { method, route, status, level },
    { method: "GET", route: "/api/v1/orders/:id", status: 200, level: "info" },
  );
  assert.type(durationMs, "number");
});

test("what was there but refused has its route, what was not there has none", async () => {
  await t.app.request("/api/v1/products/prd_1");
  assert.equal([last().route, last().status], ["/api/v1/products/:id", 404]);
  await t.app.request("/orders/secret-in-the-address/nothing-here/at-all/x");
  assert.equal([last().route, last().status], ["(none)", 404]);
});

test("polling and files are quiet", async () => {
  for (const path of ["/livez", "/readyz", "/assets/app.0123456789.css"]) {
    await t.app.request(path);
    assert.is(last().level, "debug");
  }
});

test("nothing that is sent makes a second line, or a field of its own", async () => {
  const before = t.logged.length;
  await t.app.request('/%0a{"level":"error","msg":"forged"}', {
    headers: { "User-Agent": '"} {"level":"error"', "X-Request-Id": "forged" },
  });
  assert.is(t.logged.length, before + 1);
  assert.is((t.logged.at(-1) ?? "").trimEnd().split("\n").length, 1);
  assert.equal([last().level, last().route, last().msg === "forged"], ["info", "(none)", false]);
  assert.not.match(t.logged.at(-1) ?? "", /forged/);
});
