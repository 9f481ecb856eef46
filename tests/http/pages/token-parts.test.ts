import * as assert from "uvu/assert";
import { ecashOf } from "../../ecash/world.ts";
import { partsOf } from "../../support/parts-of.ts";
import { suite } from "../../support/suite.ts";
import { openHub, placeOrder } from "../hub.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/token-parts");
const t = await openHub();
const { ecash, token, close } = await ecashOf(t.shop);
t.hub.ecash = ecash;
const buyer = new Visitor(t);
test.after(async () => {
  close();
  await t.close();
});

async function open(sat: bigint): Promise<string> {
  const { id, key } = await placeOrder(t, { priceMinor: sat });
  return `/orders/${id}/${key}`;
}

test("an order is paid by the parts of a token that are pasted without scripts, in any order", async () => {
  const at = await open(1_000n);
  const parts = partsOf(await token(1_023n));
  const page = await buyer.get(`${at}?rail=ecash`);
  const paid = await buyer.submit(page, `${at}/ecash`, { token: parts.toReversed().join("\r\n") });
  assert.is(paid.status, 200);
  assert.match(wordsOf(paid), "Paid. Thank you!");
});

test("while parts are missing nothing is taken, the page says so, and what was pasted is still there", async () => {
  const at = await open(1_000n);
  const [first = "", ...rest] = partsOf(await token(1_023n));
  const refused = await buyer.post(`${at}/ecash`, { token: rest.join(" ") });
  assert.is(refused.status, 422);
  assert.match(wordsOf(refused), "Parts are missing. Please show the code a moment longer");
  assert.ok(refused.html.includes(rest.join(" ")));
  const paid = await buyer.post(`${at}/ecash`, { token: [...rest, first].join(" ") });
  assert.match(wordsOf(paid), "Paid. Thank you!");
});

test("parts of two tokens pay nothing", async () => {
  const at = await open(100n);
  const mixed = [...partsOf(await token(127n)), ...partsOf(await token(1_023n))];
  const refused = await buyer.post(`${at}/ecash`, { token: mixed.join(" ") });
  assert.is(refused.status, 422);
  assert.match(wordsOf(refused), "This is no e-cash token, or a part of it is missing");
});

test("a script that collects parts by camera is told the token once they are enough, and nothing is taken by that", async () => {
  const text = await token(1_023n);
  const parts = partsOf(text);
  const early = await buyer.post("/token-parts", { parts: parts.slice(1).join("\n") });
  assert.equal([early.status, early.html], [204, ""]);
  const told = await buyer.post("/token-parts", { parts: parts.join("\n") });
  assert.equal([told.status, told.html], [200, text]);
  assert.is(told.headers.get("cache-control"), "no-store");
  assert.match(told.headers.get("content-type") ?? "", "text/plain");
  const at = await open(1_000n);
  assert.match(wordsOf(await buyer.post(`${at}/ecash`, { token: text })), "Paid. Thank you!");
});

test("neither parts nor tokens are found in the log", async () => {
  const text = await token(1_023n);
  const parts = partsOf(text);
  await buyer.post("/token-parts", { parts: parts.join("\n") });
  await buyer.post("/token-parts", { parts: parts.slice(1).join("\n") });
  const lines = t.logged.join("");
  assert.ok(lines.includes("/token-parts"));
  for (const secret of [text.slice(0, 40), ...parts.map((part) => part.slice(-40))])
    assert.not.ok(lines.includes(secret));
});

test("nobody can keep the hub busy with parts, and a hub without a mint looks at none", async () => {
  const slow = await openHub({ limits: { ...t.hub.limits, orders: { perMinute: 1, burst: 2 } } });
  const sender = new Visitor(slow);
  assert.is((await sender.post("/token-parts", { parts: "ur:bytes/1-2/aeae" })).status, 404);
  slow.hub.ecash = ecash;
  assert.is((await sender.post("/token-parts", { parts: "ur:bytes/1-2/aeae" })).status, 422);
  assert.is((await sender.post("/token-parts", { parts: "ur:bytes/1-2/aeae" })).status, 429);
  await slow.close();
});

test("the camera is there for the pages that read codes, and for no other page or site", async () => {
  const policyAt = async (path: string) => (await buyer.get(path)).headers.get("permissions-policy") ?? "";
  for (const path of [await open(1_000n), "/voucher"]) assert.match(await policyAt(path), /camera=\(self\)/);
  for (const path of ["/", "/basket", "/sign-in", "/vouchers"]) assert.match(await policyAt(path), /camera=\(\)/);
  assert.match(await policyAt("/voucher"), /microphone=\(\), geolocation=\(\)/);
});

test("the help beside a request for e-cash explains e-cash", async () => {
  const at = await open(1_000n);
  const words = wordsOf(await buyer.get(`${at}?rail=ecash`));
  assert.match(words, "What is e-cash? E-cash is digital cash");
  assert.match(words, "Open a Cashu wallet");
  assert.not.match(words, /What is Lightning|Lightning wallet/);
  assert.match(wordsOf(await buyer.get(`${at}?rail=lightning`)), "What is Lightning?");
});

test("the buttons for scanning send nothing by themselves, and their dialogue is no part of the form", async () => {
  const at = await open(1_000n);
  const { html } = await buyer.get(`${at}?rail=ecash`);
  const form = /<form[^>]*action="[^"]*\/ecash"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  assert.match(form, 'type="button"');
  assert.not.match(form, "<dialog");
});
