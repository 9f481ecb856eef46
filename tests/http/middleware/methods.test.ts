import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("methods");

const t = await openHub();
test.after(t.close);

const known: readonly (readonly [path: string, wrong: string, allowed: string])[] = [
  ["/api/v1/products", "POST", "GET, HEAD"],
  ["/api/v1/orders", "GET", "POST"],
  ["/api/v1/orders", "PUT", "POST"],
  ["/api/v1/orders/ord_1", "DELETE", "GET, HEAD"],
  ["/api/v1/orders/ord_1/received", "GET", "POST"],
  ["/sandbox/pay", "PATCH", "POST"],
  ["/livez", "POST", "GET, HEAD"],
  ["/openapi.json", "OPTIONS", "GET, HEAD"],
];

for (const [path, wrong, allowed] of known) {
  test(`${wrong} ${path} is told what is allowed`, async () => {
    const response = await t.app.request(path, { method: wrong });
    assert.is(response.headers.get("allow"), allowed);
    await refused(response, "method-not-allowed");
  });
}

test("an address that does not exist is 404 with every method", async () => {
  for (const method of ["GET", "POST", "PUT", "DELETE"]) {
    const response = await t.app.request("/api/v1/nothing", { method });
    assert.is(response.headers.get("allow"), null);
    await refused(response, "not-found");
  }
});

test("HEAD answers like GET without a body", async () => {
  const [head, get] = [
    await t.app.request("/api/v1/stalls", { method: "HEAD" }),
    await t.app.request("/api/v1/stalls"),
  ];
  assert.is(head.status, 200);
  assert.is(head.headers.get("etag"), get.headers.get("etag"));
  assert.is(await head.text(), "");
});

test("a person is shown a page, a program the problem document", async () => {
  const page = await t.app.request("/nothing", { headers: { Accept: "text/html,*/*;q=0.8" } });
  assert.is(page.status, 404);
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
  await refused(t.app.request("/api/v1/nothing", { headers: { Accept: "text/html" } }), "not-found");
});
