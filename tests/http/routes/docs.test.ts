import * as assert from "uvu/assert";
import { apiDocument } from "../../../app/http/operations.ts";
import { problemKinds } from "../../../app/http/problem.ts";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("GET /docs");

const t = await openHub();
test.after(t.close);

test("the page shows every operation, shape and problem, without a script", async () => {
  const response = await t.app.request("/docs");
  assert.is(response.status, 200);
  const text = await response.text();
  for (const methods of Object.values(apiDocument().paths)) {
    for (const { operationId } of Object.values(methods)) assert.ok(text.includes(`id="${operationId}"`), operationId);
  }
  for (const name of Object.keys(apiDocument().components.schemas))
    assert.ok(text.includes(`id="shape-${name}"`), name);
  for (const reason of problemKinds.keys()) assert.ok(text.includes(`id="${reason}"`), reason);
  assert.not.match(text, /<script|\sstyle=/);
});

test("no link within the page leads nowhere", async () => {
  const text = await (await t.app.request("/docs")).text();
  const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
  assert.ok(targets.length > 20);
  assert.equal(
    targets.filter((target) => !ids.has(target)),
    [],
  );
});

test("the address that is a problem's type leads to its explanation", async () => {
  const response = await t.app.request("/problems/sold-out");
  assert.is(response.status, 302);
  assert.is(response.headers.get("location"), "/docs#sold-out");
  await refused(t.app.request("/problems/constructor"), "not-found");
});

test("what a key or token needs stands beside the operation", async () => {
  const text = await (await t.app.request("/docs")).text();
  const sectionOf = (id: string) =>
    text.slice(text.indexOf(`<article class="stack" id="${id}"`)).split("</article>")[0];
  assert.match(
    sectionOf("listDeskOrders") ?? "",
    "Needs an API key or a token with the scope <code>desk.orders.read</code>.",
  );
  assert.match(sectionOf("readMe") ?? "", "Needs an API key or a token.");
  assert.match(sectionOf("makeToken") ?? "", "Needs the session of a signed-in browser.");
  assert.not.match(sectionOf("placeOrder") ?? "", "Needs");
});
