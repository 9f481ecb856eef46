import * as assert from "uvu/assert";
import { en } from "../../../ui/i18n/en/index.ts";
import { suite } from "../../support/suite.ts";
import { openBusyMarket } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { comeIn } from "./people/come-in.ts";
import { seedWebhook } from "./seed-webhook.ts";
import { Visitor, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/every-page");

type Market = BusyMarket & { personId: string; told: { webhook: string; delivery: string } };

const market: Promise<Market> = openBusyMarket().then(async (m) => {
  const { id: personId } = await comeIn(m, "seller", "Mina", m.stallId);
  return { ...m, personId, told: await seedWebhook(m, m.stallId, personId) };
});
test.after(async () => (await market).close());

type Who = "anybody" | "seller" | "owner";

/** Every page there is, with real things on it. */
function pages(m: Market): [Who, string][] {
  const desks = [m.stallId].flatMap((stall) => [
    ...deskPages(m, "/desk").map((path): [Who, string] => ["seller", path]),
    ...deskPages(m, `/owner/stalls/${stall}/desk`).map((path): [Who, string] => ["owner", path]),
  ]);
  const orders = Object.values(m.orders).flatMap(({ address }) => [address, `${address}/receipt`, `${address}/refund`]);
  const open = [
    "/",
    "/?search=mandarins",
    "/?search=nothing+like+it",
    "/?category=Pantry",
    "/stalls/orchard",
    "/stalls/orchard?search=x",
    "/stalls/press",
  ];
  const products = [m.products.posted, m.products.digital, m.products.pickup].flatMap((id) => [
    `/products/${id}`,
    `/products/${id}?added`,
  ]);
  const account = ["/account", "/account/confirm", "/account/keys/new", "/account/programs/new", "/account/erase"];
  const people = ["/owner/people", "/owner/people?search=none", `/owner/people/${m.personId}`];
  const acts = ["/owner/audit", "/owner/audit?kind=people", `/owner/audit?who=${m.personId}`];
  const owner = [
    "/owner",
    "/owner/orders",
    "/owner/orders?state=open",
    "/owner/payments",
    "/owner/payments?owed=1",
    "/owner/outgoing",
    "/owner/outgoing?show=waiting",
    "/owner/money-rules",
    "/owner/statement",
    "/owner/statement?period=2026-Q4",
    "/owner/statement?from=2026-01-01&to=2026-12-31",
    "/owner/board",
    "/owner/books",
    "/owner/ecash",
    "/owner/solvency",
    ...Object.entries(m.orders).flatMap(([name, { id }]) => (name === "others" ? [] : [`/owner/orders/${id}/refund`])),
    "/owner/stalls",
  ];
  return [
    ...[...open, ...products, ...orders, "/basket", "/join", "/sign-in"].map((path): [Who, string] => [
      "anybody",
      path,
    ]),
    ...desks,
    ...[...owner, ...people, ...acts].map((path): [Who, string] => ["owner", path]),
    ...account.map((path): [Who, string] => ["seller", path]),
  ];
}

function deskPages({ orders, products, told }: Market, base: string): string[] {
  const ofOrders = Object.entries(orders)
    .filter(([name]) => name !== "others")
    .map(([, { id }]) => `${base}/orders/${id}`);
  const ofProducts = [products.posted, products.digital, products.hidden].map((id) => `${base}/products/${id}`);
  const lists = [
    "",
    "/orders",
    "/orders?state=paid",
    "/orders?state=closed",
    "/products",
    "/products?search=none",
    "/products/new",
    "/money",
    "/statement",
    "/stall",
    ...["", "/new"].map((more) => `/webhooks${more}`),
    ...["", "/edit", "/secret", `/deliveries/${told.delivery}`].map((more) => `/webhooks/${told.webhook}${more}`),
  ];
  return [...lists.map((path) => `${base}${path}`), ...ofOrders, ...ofProducts];
}

async function visitors(m: BusyMarket, language: string): Promise<Record<Who, Visitor>> {
  const made = { anybody: new Visitor(m, language), seller: new Visitor(m, language), owner: new Visitor(m, language) };
  await made.seller.signIn({ role: "seller", stallId: m.stallId });
  await made.owner.signIn({ role: "owner" });
  return made;
}

const ENGLISH_WORDS = new Set(
  Object.values(en)
    .flatMap((area) => Object.values(area))
    .filter((text): text is string => typeof text === "string" && text.split(" ").length > 3 && !text.includes("{")),
);
const KEYS =
  /\b(?:chrome|market|checkout|order|desk|owner|people|errors|webhooks|money|ledger|ecash)\.[a-z]+[.-][a-z.-]+/;

for (const language of ["en", "ko"] as const) {
  test(`every page has a title, one heading and labels, and says everything in ${language}`, async () => {
    const m = await market;
    const as = await visitors(m, language);
    const seen = pages(m);
    for (const [who, path] of seen) {
      const page = await as[who].get(path);
      assert.is(page.status, 200, path);
      assertWhole(page, language);
      assertLabelled(page);
    }
    assert.ok(seen.length > 70, `only ${seen.length} pages were looked at`);
  });
}

function assertWhole(page: Answer, language: "en" | "ko"): void {
  const at = page.path;
  const words = wordsOf(page);
  assert.ok(page.html.startsWith(`<!doctype html><html lang="${language}"`), at);
  assert.match(page.html, /<title>[^<]{3,}<\/title>/, at);
  assert.is(page.html.match(/<h1\b/g)?.length, 1, `${at} has not exactly one heading`);
  assert.not.match(page.html, /undefined|\[object |NaN/, at);
  assert.not.match(words, KEYS, at);
  assert.ok(primaryButtons(page) <= 1, `${at} has several main buttons`);
  if (language === "en") assert.not.match(words.replaceAll("한국어", ""), /\p{Script=Hangul}/u, at);
  else for (const text of ENGLISH_WORDS) assert.not.ok(words.includes(text), `${at} says "${text}"`);
}

function primaryButtons({ html }: Answer): number {
  return html.replaceAll(/<noscript>[\s\S]*?<\/noscript>/g, "").match(/data-kind="primary"/g)?.length ?? 0;
}

/** Each control has a label, and each id is there once. */
function assertLabelled({ html, path }: Answer): void {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  assert.is(new Set(ids).size, ids.length, `${path} has an id twice`);
  const labels = new Set([...html.matchAll(/<label[^>]*\sfor="([^"]+)"/g)].map(([, id]) => id));
  const inLabels = new Set(
    [...html.matchAll(/<label\b[^>]*>([\s\S]*?)<\/label>/g)].flatMap(([, body = ""]) =>
      [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id),
    ),
  );
  for (const [control] of html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
    if (/type="hidden"|aria-label="[^"]+"/.test(control)) continue;
    const id = /\sid="([^"]+)"/.exec(control)?.[1];
    assert.ok(labels.has(id) || inLabels.has(id), `${path}: ${control} has no label`);
  }
}

test("pages with a person's data are kept out of search engines, caches and histories", async () => {
  const m = await market;
  const as = await visitors(m, "en");
  for (const [who, path] of pages(m)) {
    const isPublic = /^\/(?:$|\?|stalls|products)/.test(path);
    if (isPublic) continue;
    const page = await as[who].get(path);
    assert.match(page.html, /<meta name="robots" content="noindex, nofollow"/, path);
    assert.is(page.headers.get("cache-control"), "no-store", path);
  }
});

test("every page says that the money has no value in the practice shop", async () => {
  const m = await market;
  const as = await visitors(m, "en");
  for (const [who, path] of pages(m))
    assert.match(wordsOf(await as[who].get(path)), /the money here is not real/, path);
});
