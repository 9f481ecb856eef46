import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { openBusyMarket } from "./busy-market.ts";
import { seedProduct, seedStall } from "./goods.ts";
import { Visitor, linksIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/market");

const market = openBusyMarket();
test.after(async () => (await market).close());

test("the market shows open stalls and what is listed, and nothing that is hidden", async () => {
  const page = await new Visitor(await market).get("/");
  const words = wordsOf(page);
  assert.match(words, /Stalls.*Halla Orchard We grow mandarins on the south slope.*3 products.*Night Press/);
  for (const title of ["New at the market", "Zine", "Coffee", "Sample pack", "Mandarins"])
    assert.ok(words.includes(title), title);
  assert.not.match(words, /Secret jam/);
});

test("a search finds words in any order, and an empty one says where to go instead", async () => {
  const visitor = new Visitor(await market);
  const found = wordsOf(await visitor.get("/?search=unwaxed+mandarins"));
  assert.match(found, /What matches “unwaxed mandarins”.*Mandarins/);
  assert.not.match(found, /Zine/);
  assert.match(wordsOf(await visitor.get("/?search=submarine")), /Nothing found for “submarine”/);
  assert.match(wordsOf(await visitor.get("/?category=Pantry")), / All Pantry .*Mandarins/);
});

test("many products come page by page, each once", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard");
  for (let count = 0; count < 50; count += 1) await seedProduct(t, stallId, { title: `Jar ${count}` });
  for (const base of ["/", "/stalls/orchard"]) {
    const visitor = new Visitor(t);
    const seen: string[] = [];
    let next: string | undefined = base;
    while (next !== undefined && seen.length <= 100) {
      const page = await visitor.get(next);
      seen.push(...linksIn(page, /^\/products\//));
      next = linksIn(page, /cursor=/).find((address) => address !== page.path);
    }
    assert.is(seen.length, 50, base);
    assert.is(new Set(seen).size, 50, base);
  }
  await t.close();
});

test("a shared link has a title, a sentence and a picture, under the name by which the visitor came", async () => {
  const m = await market;
  const page = await new Visitor(m).get(`/products/${m.products.posted}`);
  assert.match(page.html, /<meta property="og:title" content="Mandarins"/);
  assert.match(page.html, /<meta property="og:description" content="Field-grown, unwaxed."/);
  assert.match(page.html, /<meta property="og:image" content="http:\/\/localhost\/pictures\/[0-9a-f]{64}\/640"/);
});

test("whoever came over Tor or by the board's address gets links that work there", async () => {
  const m = await market;
  const read = async (origin: string) =>
    (await m.app.request(`${origin}${m.orders.paid.address}`, { headers: { Accept: "text/html" } })).text();
  assert.match(await read("http://abcdef.onion"), /value="http:\/\/abcdef\.onion\/orders\//);
  assert.match(await read("http://192.168.1.20:3000"), /value="http:\/\/192\.168\.1\.20:3000\/orders\//);
  assert.match(await read("http://shop.lan:3000"), /value="http:\/\/shop\.lan:3000\/orders\//);
});

test("a product that is sold out says so and offers no button; a variant that is cannot be chosen", async () => {
  const m = await market;
  const page = await new Visitor(m).get(`/products/${m.products.posted}`);
  assert.match(page.html, /<input(?=[^>]*type="radio")(?=[^>]*disabled)[^>]*>/);
  const { productId } = await seedProduct(m, m.otherStallId, { title: "Hat", variants: [{ title: "", stock: 0 }] });
  const gone = await new Visitor(m).get(`/products/${productId}`);
  assert.match(wordsOf(gone), /Hat 2,000 sat.*Sold out/);
  assert.not.match(gone.html, /action="\/basket\/things"/);
});

test("a first visit to a product stays far below 60 kB, and runs no script but the stepper", async () => {
  const m = await market;
  const { html } = await new Visitor(m).get(`/products/${m.products.posted}`);
  assert.ok(Buffer.byteLength(html) < 20_000, `${Buffer.byteLength(html)} bytes`);
  assert.equal(
    [...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source),
    ["/assets/islands/stepper.0123456789.js"],
  );
});
