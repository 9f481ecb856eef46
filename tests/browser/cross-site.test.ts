import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { EVIL_HOST, SIBLING_HOST, openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { PRESS, SAMPLES, STICKERS } from "./buyer.ts";
import { countOrders, inState, pay, placeOrder, productOf } from "./orders.ts";
import { newSeller } from "./people.ts";

const test = suite("browser/cross-site");

test("a form of another site cannot cancel a buyer's order", async () => {
  const { lanOrigin } = await openMarket();
  const order = await placeOrder(STICKERS);
  const { page, context } = await visit({
    origin: await evilSite(`<form method="post" action="${lanOrigin}${order.path}/cancel"><button>Win</button></form>`),
  });
  await page.goto("/");
  const [answer] = await Promise.all([page.waitForResponse(`${lanOrigin}/**`), page.getByRole("button").click()]);
  assert.is(answer.status(), 403);
  await page.getByText("The form came from another site").waitFor();
  await context.close();
  await inState(order, "open");
});

test("a form of another site cannot act in the name of a seller who is signed in", async () => {
  const { lanOrigin } = await openMarket();
  const order = await placeOrder(STICKERS);
  await pay(order.bolt11);
  await inState(order, "paid");
  const seller = await newSeller(PRESS, { origin: lanOrigin });
  const tab = await seller.context.newPage();
  await tab.goto(
    await evilSite(
      `<form method="post" action="${lanOrigin}/desk/orders/${order.id}/ship"><button>Win</button></form>`,
    ),
  );
  const [answer] = await Promise.all([tab.waitForResponse(`${lanOrigin}/**`), tab.getByRole("button").click()]);
  assert.is(answer.status(), 403);
  await seller.context.close();
  await inState(order, "paid");
});

test("a script of another site cannot cancel an order with a request like that of a form", async () => {
  const { lanOrigin } = await openMarket();
  const order = await placeOrder(STICKERS);
  await sendFromElsewhere(`${lanOrigin}${order.path}/cancel`, "application/x-www-form-urlencoded", "");
  await inState(order, "open");
});

test("a script of another site cannot order with JSON that says it is text", async () => {
  const { lanOrigin } = await openMarket();
  const { id, stallId } = await productOf(SAMPLES);
  const before = await countOrders();
  const body = JSON.stringify({ stallId, lines: [{ productId: id, quantity: 1 }] });
  await sendFromElsewhere(`${lanOrigin}/api/v1/orders`, "text/plain", body);
  assert.is(await countOrders(), before);
});

test("a script of another site cannot order, because the browser asks first and nobody answers", async () => {
  const { lanOrigin } = await openMarket();
  const product = await productOf(SAMPLES);
  const { page, context } = await visit({ origin: await evilSite("") });
  await page.goto("/");
  const body = JSON.stringify({ stallId: product.stallId, lines: [{ productId: product.id, quantity: 1 }] });
  const outcome = await page.evaluate(
    ([address, order]) =>
      fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "evil" },
        body: order,
      }).then(
        () => "answered",
        (error: unknown) => String(error),
      ),
    [`${lanOrigin}/api/v1/orders`, body] as const,
  );
  assert.match(outcome, /TypeError/);
  await context.close();
});

/** What a browser sends without asking first. It arrives; the answer is kept from the script. */
async function sendFromElsewhere(address: string, contentType: string, body: string): Promise<void> {
  const { page, context } = await visit({ origin: await evilSite("") });
  await page.goto("/");
  await send(page, address, "no-cors", contentType, body);
  await context.close();
}

/** Places from which a browser may send something to `shop.lan`. To it, the last two are the shop's own site. */
const places = [
  { name: "another site", host: EVIL_HOST, isSameSite: false },
  { name: "a host beside the hub's", host: SIBLING_HOST, isSameSite: true },
  { name: "another port of the hub's host", host: "shop.lan", isSameSite: true },
];

const CODINGS = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

for (const { name, host, isSameSite } of places) {
  test(`no form of ${name} is taken in the name of who is signed in, however it is written`, async () => {
    const { lanOrigin } = await openMarket();
    const seller = await newSeller(PRESS, { origin: lanOrigin });
    for (const coding of CODINGS) {
      const form = `<form method="post" enctype="${coding}" action="${lanOrigin}/account">
        <input name="name" value="Owned"><input name="language" value="ko"><button>Win</button></form>`;
      const tab = await seller.context.newPage();
      await tab.goto(await evilSite(form, host));
      const [answer] = await Promise.all([tab.waitForResponse(`${lanOrigin}/**`), tab.getByRole("button").click()]);
      assert.is(answer.status(), 403, coding);
      // Where the browser sends the session along, nothing but the hub's own guard stands in between.
      assert.is(((await answer.request().allHeaders())["cookie"] ?? "").includes("satoshop_sid="), isSameSite, coding);
    }
    await seller.page.goto("/account");
    assert.is(await seller.page.locator("input[name=name]").inputValue(), "Mina");
    await seller.context.close();
  });

  test(`no script of ${name} acts in the name of who is signed in, with or without asking first`, async () => {
    const { lanOrigin } = await openMarket();
    const seller = await newSeller(PRESS, { origin: lanOrigin });
    const tab = await seller.context.newPage();
    await tab.goto(await evilSite("", host));
    assert.match(await send(tab, `${lanOrigin}/api/v1/token`, "cors", "application/json", "{}"), /TypeError/);
    for (const coding of CODINGS) await send(tab, `${lanOrigin}/account`, "no-cors", coding, "name=Owned&language=ko");
    await seller.page.goto("/account");
    assert.is(await seller.page.locator("input[name=name]").inputValue(), "Mina");
    await seller.context.close();
  });
}

test("on a LAN without TLS the shop's own forms and scripts are taken", async () => {
  const { lanOrigin } = await openMarket();
  const { page, leave } = await newSeller(PRESS, { origin: lanOrigin });
  await page.goto("/account");
  assert.not(await page.evaluate(() => isSecureContext), "no browser takes this address for secure");
  await page.locator("input[name=name]").fill("Mina of the press");
  await page.locator("form[action='/account'] button").click();
  await page.waitForURL("**/account?said=saved");
  assert.is(await page.locator("input[name=name]").inputValue(), "Mina of the press");
  assert.match(await send(page, "/api/v1/token", "cors", "application/json", "{}"), /^20\d$/);
  await leave();
});

/** What comes of sending this from a page: the status, or what the browser says instead. */
function send(page: Page, address: string, mode: "cors" | "no-cors", type: string, body: string): Promise<string> {
  return page.evaluate(
    ([url, how, contentType, content]) =>
      fetch(url, {
        method: "POST",
        mode: how,
        credentials: "include",
        headers: { "content-type": contentType },
        body: content,
      }).then(
        ({ status }) => String(status),
        (error: unknown) => String(error),
      ),
    [address, mode, type, body] as const,
  );
}

/** The origin of a site with this body, under another name or port than the hub's. Closes with the process. */
async function evilSite(body: string, host = EVIL_HOST): Promise<string> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end(`<title>Evil</title>${body}`),
  );
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return `http://${host}:${port}`;
}
