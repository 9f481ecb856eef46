import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as assert from "uvu/assert";
import { EVIL_HOST, openMarket, visit } from "../support/browser.ts";
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
  await page.evaluate(
    ([url, type, content]) =>
      fetch(url, {
        method: "POST",
        mode: "no-cors",
        credentials: "include",
        headers: { "content-type": type },
        body: content,
      }).catch(() => undefined),
    [address, contentType, body] as const,
  );
  await context.close();
}

/** The origin of a site with this body, under another name than the hub's. Closes with the process. */
async function evilSite(body: string): Promise<string> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end(`<title>Evil</title>${body}`),
  );
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return `http://${EVIL_HOST}:${port}`;
}
