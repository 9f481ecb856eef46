import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { addGoods, freshKey, openHub, posted, refused } from "../hub.ts";

const test = suite("cross-site guard");

const t = await openHub();
const { body } = await addGoods(t);
test.after(t.close);

const SESSION = `satoshop_sid=${"x".repeat(43)}`;

/** Sends an order with these headers, as JSON; the guard stands before everything that reads it. */
const send = (headers: Record<string, string>) =>
  t.app.request(
    "http://192.168.1.5:3000/api/v1/orders",
    posted(body, { ...freshKey(), Host: "192.168.1.5:3000", ...headers }),
  );

const ours: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ["a program without a browser", {}],
  ["a form of the hub's own origin", { Origin: "http://shop.lan:3000" }],
  ["a form sent from the address that was typed", { Origin: "http://192.168.1.5:3000", Cookie: SESSION }],
  ["a form of the same address behind TLS", { Origin: "https://192.168.1.5:3000" }],
  ["a browser that says so", { "Sec-Fetch-Site": "same-origin", Origin: "http://shop.lan:3000", Cookie: SESSION }],
  ["a person who typed or bookmarked it", { "Sec-Fetch-Site": "none", Cookie: SESSION }],
  ["a visitor with other cookies", { Cookie: "locale=ko; basket=x" }],
];

for (const [what, headers] of ours) {
  test(`${what} is let in`, async () => {
    assert.is((await send(headers)).status, 201);
  });
}

const theirs: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ["another site", { Origin: "https://evil.example" }],
  ["another site with a session", { Origin: "https://evil.example", Cookie: SESSION }],
  ["a site that hides", { Origin: "null" }],
  ["another app on the same board", { Origin: "http://192.168.1.5:8080" }],
  ["another name of the same machine", { Origin: "http://shop.lan.evil.example:3000" }],
  ["a sibling site", { "Sec-Fetch-Site": "same-site", Origin: "http://shop.lan:3000" }],
  ["a foreign site that claims our origin", { "Sec-Fetch-Site": "cross-site", Origin: "http://shop.lan:3000" }],
  ["a foreign origin that claims our site", { "Sec-Fetch-Site": "same-origin", Origin: "https://evil.example" }],
  ["a session from nowhere", { Cookie: SESSION }],
];

for (const [what, headers] of theirs) {
  test(`${what} is refused, whatever the content type`, async () => {
    await refused(send(headers), "cross-site");
    await refused(send({ ...headers, "Content-Type": "text/plain" }), "cross-site");
    await refused(send({ ...headers, "Content-Type": "application/x-www-form-urlencoded" }), "cross-site");
  });
}

test("looking is always allowed", async () => {
  const response = await t.app.request("/api/v1/products", {
    headers: { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
  });
  assert.is(response.status, 200);
  assert.is(response.headers.get("access-control-allow-origin"), null);
});
