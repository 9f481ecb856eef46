import type { Page } from "playwright-core";
import { SAMPLES } from "./buyer.ts";
import { inDatabase } from "./in-database.ts";
import { placeOrder } from "./orders.ts";
import type { Ordered } from "./orders.ts";
import { at, press, refusedAt } from "./sight.ts";
import type { Sight } from "./sight.ts";

const PAYOUTS = "/desk/money/payouts";
const AS_TOKEN = "/desk/money/token";
const WEBHOOKS = "/desk/webhooks";

const ECASH = "/owner/ecash";
const OWN_MINT = "http://sandbox.invalid";
const GOOD_MINT = "https://mint.neighbours.example/Bitcoin";
const BAD_MINT = "https://ecash.harbour.example";

function mintAt(url: string): string {
  return `${ECASH}/mint?url=${encodeURIComponent(url)}`;
}

/** Somewhere that nobody can reach, so that what is asked for stays under way. */
const MINAS_WALLET = "mina@wallet.example";

/** The seller's own that the pages of money show: a payout as a token, one under way, and a webhook that nobody answers. */
export type SellersMoney = { payout: string; webhook: string };

/** Money that leaves, and whoever is told of it. */
export function moneySights(
  { owed, open }: Record<"owed" | "open", Ordered>,
  { payout, webhook }: SellersMoney,
): Sight[] {
  return [...ofSellers(payout), ...ofWebhooks(webhook), ...ofOwners(owed), ...ofBuyers(owed, open)];
}

function ofSellers(payout: string): Sight[] {
  return [
    at("seller", "desk-money", "/desk/money"),
    refusedAt("seller", "desk-money-refused", "/desk/money", `form[action='${PAYOUTS}']`),
    at("seller", "desk-money-plan", "/desk/money/plan"),
    at("seller", "desk-statement", "/desk/statement"),
    at("seller", "desk-token", AS_TOKEN),
    { role: "seller", name: "desk-token-refused", go: (page) => askForToken(page, "my wallet", ".error-summary") },
    { role: "seller", name: "desk-token-check", go: (page) => askForToken(page) },
    at("seller", "desk-payout-token", payout),
    { role: "seller", name: "desk-money-check", go: (page) => understand(page, "/desk/money", PAYOUTS) },
  ];
}

function ofWebhooks(webhook: string): Sight[] {
  return [
    at("seller", "desk-webhooks", WEBHOOKS),
    at("seller", "desk-webhook", webhook),
    at("seller", "desk-webhook-edit", `${webhook}/edit`),
    at("seller", "desk-webhook-secret", `${webhook}/secret`),
    at("seller", "desk-webhook-new", `${WEBHOOKS}/new`),
    refusedAt("seller", "desk-webhook-refused", `${WEBHOOKS}/new`, `form[action='${WEBHOOKS}']`),
    { role: "seller", name: "desk-webhook-message", go: (page) => openMessage(page, webhook) },
  ];
}

function ofOwners(owed: Ordered): Sight[] {
  const refund = `/owner/orders/${owed.id}/refund`;
  return [
    at("owner", "owner-outgoing", "/owner/outgoing"),
    at("owner", "owner-money-rules", "/owner/money-rules"),
    at("owner", "owner-statement", "/owner/statement"),
    at("owner", "owner-books", "/owner/books"),
    at("owner", "owner-ecash", ECASH),
    refusedAt("owner", "owner-ecash-refused", ECASH, `form[action='${ECASH}/mints']`),
    at("owner", "owner-ecash-journal", `${ECASH}/journal`),
    at("owner", "owner-ecash-none-left", `${ECASH}/journal?show=blocked`),
    at("owner", "owner-mint", mintAt(OWN_MINT)),
    at("owner", "owner-mint-quarantined", mintAt(BAD_MINT)),
    refusedAt("owner", "owner-mint-refused", mintAt(GOOD_MINT), `form[action='${ECASH}/mint/limits']`),
    at("owner", "owner-solvency", "/owner/solvency"),
    at("owner", "owner-refund", refund),
    refusedAt("owner", "owner-refund-refused", refund, `form[action='${refund}']`),
    { role: "owner", name: "owner-refund-check", go: (page) => understand(page, refund, refund) },
  ];
}

function ofBuyers(owed: Ordered, open: Ordered): Sight[] {
  const claim = `${owed.path}/refund`;
  return [
    at("passer-by", "claim", claim),
    refusedAt("passer-by", "claim-refused", claim, `form[action='${claim}']`),
    { role: "passer-by", name: "claim-check", go: (page) => understand(page, claim, claim) },
    { role: "passer-by", name: "claim-code", go: (page) => showCode(page, claim) },
    at("passer-by", "checkout-ecash", `${open.path}?rail=ecash`),
  ];
}

/** How what was typed was understood, which has to be said yes to. */
async function understand(page: Page, path: string, action: string): Promise<void> {
  await page.goto(path);
  await page.locator(`form[action='${action}'] [name=destination]`).fill(MINAS_WALLET);
  await press(page, action);
  await page.locator("input[name=once]").waitFor({ state: "attached" });
}

/** The code with which a buyer's wallet fetches the money itself. */
async function showCode(page: Page, claim: string): Promise<void> {
  await page.goto(claim);
  await press(page, `${claim}/code`);
  await page.locator(".qr").first().waitFor();
}

async function openMessage(page: Page, webhook: string): Promise<void> {
  await page.goto(webhook);
  await page.locator("a[href*='/deliveries/']").first().click();
  await page.waitForURL("**/deliveries/*");
}

/** Mints of others, one of which has cheated: nobody outside answers here. */
function putMints(): Promise<void> {
  return inDatabase((database) => {
    const add = database.prepare(
      `INSERT OR IGNORE INTO mint VALUES (?, 'foreign', ?, ?, 100000000, 20000000, 1795000000000, 1795000000000)`,
    );
    add.run(GOOD_MINT, "on", "");
    add.run(BAD_MINT, "quarantined", "never-paid");
  });
}

/** Pays with practice e-cash, so that the hub has some and there is something in the journal. */
async function payWithEcash(page: Page): Promise<void> {
  const { path } = await placeOrder(SAMPLES);
  await page.goto(`${path}?rail=ecash`);
  await page.locator("form.needs-script[action$='/sandbox-pay-ecash'] button").click();
  await page.locator("#order-now[data-state=paid]").waitFor();
}

/** Up to how it was understood. */
async function askForToken(page: Page, walletKey = "", leadsTo = "input[name=once]"): Promise<void> {
  await page.goto(AS_TOKEN);
  const form = page.locator(`form[action='${AS_TOKEN}']`);
  await form.locator("[name=amount]").fill("100");
  await form.locator("[name=wallet-key]").fill(walletKey);
  await press(page, AS_TOKEN);
  await page.locator(leadsTo).waitFor({ state: "attached" });
}

/** A payout that has become a token, and where its page is. */
async function haveToken(page: Page): Promise<string> {
  await askForToken(page);
  await press(page, AS_TOKEN);
  await page.waitForURL("**?said=asked");
  await page.locator(".qr").waitFor({ state: "attached" });
  return new URL(page.url()).pathname;
}

/** Asks for a token and for a payout, and adds a webhook and tries it, as the seller who sits at the desk. */
export async function prepareMoney(page: Page): Promise<SellersMoney> {
  await payWithEcash(page);
  // First, because the other is under way for good, and a stall's payouts leave one after another.
  const payout = await haveToken(page);
  await page.goto("/desk/money");
  await page.locator(`form[action='${PAYOUTS}'] [name=amount]`).fill("1000");
  await page.locator(`form[action='${PAYOUTS}'] [name=destination]`).fill(MINAS_WALLET);
  await press(page, PAYOUTS);
  await page.locator("input[name=once]").waitFor({ state: "attached" });
  await press(page, PAYOUTS);
  await page.waitForURL("**?said=asked");
  await page.goto(`${WEBHOOKS}/new`);
  await page.locator("[name=url]").fill("https://example.invalid/hook");
  await press(page, WEBHOOKS);
  const link = page.locator("a[href^='/desk/webhooks/whk_']").first();
  const webhook = (await link.getAttribute("href")) ?? "";
  await page.goto(webhook);
  await press(page, `${webhook}/test`);
  await page.waitForURL("**?said=*");
  await putMints();
  return { payout, webhook };
}
