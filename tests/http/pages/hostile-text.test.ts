import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { seedRates, seedStall } from "./goods.ts";
import { onePixel } from "./one-pixel.ts";
import { Visitor, formIn, linkIn } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/hostile-text");

/** Breaks out of text, of an attribute, of a text box and of a title. */
const HOSTILE = `"'></textarea></title><script>alert()</script><img src=x onerror=alert()>`;
const HOSTILE_MARKDOWN = `${HOSTILE}\n\n[a](javascript:alert()) [b](data:text/html,x) ![c](https://evil.example/x.png) <b onclick=alert()>`;

const SAFE_ADDRESS = /^(?:data:image\/png;base64,|\/(?!\/)|#|\?|https?:|lightning:|mailto:)/;
const TAG = /<([a-z][\w-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi;

/** No element, no attribute and no address of the page came out of what somebody typed. */
function assertTame({ html, path }: Answer): void {
  for (const [tag, element = "", attributes = ""] of html.matchAll(TAG)) {
    const names = attributes.replaceAll(/"[^"]*"/g, '""');
    assert.not.match(names, /\son\w+\s*=|\sstyle\s*=/i, `${path}: ${tag}`);
    assert.not.match(names, /=\s*[^\s"]/, `${path}: ${tag} was not written by the renderer`);
    if (element === "script") assert.match(tag, /^<script type="module" src="\/assets\/islands\/[\w.]+">$/, path);
    for (const [, address = ""] of attributes.matchAll(/\s(?:href|action|src|formaction)="([^"]*)"/g)) {
      assert.match(address, SAFE_ADDRESS, `${path}: ${tag}`);
    }
  }
  assert.is(html.match(/<title>/g)?.length, 1, path);
}

/** Opens pages and checks that the hostile text is on at least one of them, tamed. */
async function assertAllTame(visitor: Visitor, paths: readonly string[]): Promise<void> {
  const pages = [];
  for (const path of paths) pages.push(await visitor.get(path));
  for (const page of pages) assertTame(page);
  assert.ok(
    pages.some(({ html }) => html.includes("&lt;script>alert()") || html.includes("&lt;script&gt;alert()")),
    "the text is nowhere to be seen",
  );
}

test("what a seller types into any field of a stall and a product is shown as text", async () => {
  const t = await openHub({ pictures: onePixel });
  await seedRates(t);
  const { stallId, slug } = await seedStall(t, "orchard");
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId }, HOSTILE);
  const stall = await seller.submit(await seller.get("/desk/stall"), "/desk/stall", {
    title: HOSTILE,
    text: HOSTILE_MARKDOWN,
    contact: HOSTILE,
  });
  assert.is(stall.status, 200);
  const form = await seller.get("/desk/products/new");
  const typed = {
    title: HOSTILE,
    text: HOSTILE_MARKDOWN,
    category: HOSTILE.slice(0, 60),
    amount: "2000",
    variants: `${HOSTILE}\nother`,
  };
  const product = await seller.submit(form, "/desk/products", typed);
  assert.match(product.path, /said=added$/);
  const productPath = product.path.replace(/\?.*/, "");
  const picture = new FormData();
  picture.set("picture", new Blob(["picture"]), `${HOSTILE}.png`);
  picture.set("alt", HOSTILE);
  assert.match((await seller.upload(`${productPath}/pictures`, picture)).path, /said=picture$/);
  const shown = `/products/${productPath.split("/").at(-1)}`;
  await assertAllTame(seller, [
    "/",
    `/stalls/${slug}`,
    shown,
    `${shown}?added`,
    "/desk",
    "/desk/stall",
    "/desk/products",
    productPath,
    `/?search=${encodeURIComponent(HOSTILE)}`,
  ]);
  await t.close();
});

test("what a buyer types into an order is shown as text to buyer and seller, also when the form comes back", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard", HOSTILE);
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId });
  await seller.submit(await seller.get("/desk/stall"), "/desk/stall", { contact: HOSTILE });
  const product = { title: HOSTILE, amount: "2000", currency: "SAT", kind: "physical", listed: "on" };
  await seller.submit(await seller.get("/desk/products/new"), "/desk/products", product);
  const buyer = new Visitor(t);
  const page = await buyer.get(linkIn(await buyer.get("/"), /^\/products\//));
  await buyer.submit(page, "/basket/things");
  const basket = await buyer.get("/basket");
  const typed = { name: HOSTILE, address: HOSTILE, contact: HOSTILE, note: HOSTILE };
  const refused = await buyer.submit(basket, "/orders", { ...typed, address: "" });
  assert.is(refused.status, 422);
  assertTame(refused);
  assert.is(new Map(formIn(refused.html, "/orders").fields).get("note"), HOSTILE);
  const checkout = await buyer.submit(basket, "/orders", typed);
  assertTame(checkout);
  await buyer.submit(checkout, /\/sandbox-pay$/);
  await assertAllTame(buyer, [
    checkout.path,
    `${checkout.path}/receipt`,
    `${checkout.path}?said=${encodeURIComponent(HOSTILE)}`,
  ]);
  const orders = await seller.get("/desk/orders");
  await assertAllTame(seller, ["/desk/orders", linkIn(orders, /^\/desk\/orders\/ord_/)]);
  await t.close();
});

test("what the owner types, and what anybody puts into an address, is shown as text", async () => {
  const t = await openHub();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" }, HOSTILE);
  const opened = await owner.submit(await owner.get("/owner/stalls"), "/owner/stalls", {
    title: HOSTILE,
    slug: "hostile",
    contact: HOSTILE,
  });
  assertTame(opened);
  const wrongSlug = await owner.submit(opened, "/owner/stalls", {
    title: HOSTILE,
    slug: HOSTILE.slice(0, 40),
    contact: HOSTILE,
  });
  assert.is(wrongSlug.status, 422);
  assertTame(wrongSlug);
  const wrongRate = await owner.submit(await owner.get("/owner"), "/owner/rates", {
    currency: HOSTILE,
    amount: HOSTILE,
  });
  assert.is(wrongRate.status, 422);
  assertTame(wrongRate);
  assertTame(await owner.submit(opened, /\/invite$/));
  assertTame(await owner.submit(await owner.get("/join"), "/join", { code: HOSTILE, name: HOSTILE }));
  for (const path of [
    `/${encodeURIComponent(HOSTILE)}`,
    `/stalls/${encodeURIComponent(HOSTILE)}`,
    `/owner?said=fixed&currency=${encodeURIComponent(HOSTILE)}`,
  ]) {
    assertTame(await owner.get(path));
  }
  await t.close();
});
