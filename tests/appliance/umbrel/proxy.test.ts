import { once } from "node:events";
import { connect } from "node:net";
import * as assert from "uvu/assert";
import { accessOf } from "../../../app/http/access.ts";
import { listen } from "../../../app/http/listen.ts";
import { fieldsOf, textOf } from "../../../scripts/umbrel/rule.ts";
import { openHub } from "../../http/hub.ts";
import { seedProduct, seedRates, seedStall } from "../../http/pages/goods.ts";
import { Visitor, linkIn, linksIn, wordsOf } from "../../http/pages/visitor.ts";
import { suite } from "../../support/suite.ts";
import { UMBREL_COOKIE, UMBREL_TOKEN, isOpen, openUmbrelProxy } from "../../support/umbrel-proxy.ts";
import { assembled } from "./assembled.ts";

const test = suite("appliance/umbrel/proxy");

const environment = fieldsOf((await assembled()).compose.services["app_proxy"]?.["environment"]);
const rules = {
  whitelist: textOf(environment["PROXY_AUTH_WHITELIST"]),
  blacklist: textOf(environment["PROXY_AUTH_BLACKLIST"]),
};

const t = await openHub();
await seedRates(t);
const { stallId } = await seedStall(t, "orchard", "Halla Orchard", "We grow **mandarins**.");
await seedProduct(t, stallId, {
  title: "Mandarins",
  kind: "physical",
  price: { amount: "18000", currency: "KRW" },
  variants: [{ title: "Large", stock: 5 }],
});
const door = await listen(t.app, { host: "127.0.0.1", port: 0, log: t.hub.log });
const proxy = await openUmbrelProxy(door.port, rules);
test.after(async () => {
  await proxy.close();
  await door.close();
  await t.close();
});

const behindProxy = {
  hub: t.hub,
  app: {
    request: (address: string, init: RequestInit) => fetch(address, { ...init, redirect: "manual" as const }),
  },
};

/** Somebody with a browser that has been at Umbrel's own page, and knew the password. */
function ownerOfUmbrel(): Visitor {
  const owner = new Visitor(behindProxy, "en", proxy.origin);
  owner.setCookie(UMBREL_COOKIE, UMBREL_TOKEN);
  return owner;
}

test("a buyer who does not know Umbrel's password looks, orders and pays", async () => {
  const buyer = new Visitor(behindProxy, "en", proxy.origin);
  const product = await buyer.get(linkIn(await buyer.get("/"), /^\/products\//));
  const [variant = ""] = linksIn(product, /^var_/);
  await buyer.submit(product, "/basket/things", { variant, quantity: "1" });
  const order = await buyer.submit(await buyer.get("/basket"), "/orders", {
    name: "Mina",
    address: "12 Harbour Road",
    contact: "mina@example.org",
  });
  const paid = await buyer.submit(order, /\/sandbox-pay$/);
  assert.match(wordsOf(paid), /Paid. Thank you!/);
});

/** Open to buyers although nobody buys there: the two switches in the footer of every page of the shop. */
const SWITCHES = ["/settings/language", "/settings/theme"];
/** No hub on Umbrel is a sandbox. */
const SANDBOX = "/sandbox/pay";

const filledIn = (path: string): string => path.replaceAll(/:\w+(?:\{[^}]*\})?/g, "x");

test("what comes in without Umbrel's password is what buyers need, of every address that the hub has", () => {
  const all = accessOf(t.app).filter(({ path }) => path !== SANDBOX);
  assert.ok(all.length > 200, `only ${all.length} addresses`);
  for (const { method, path, permission } of all) {
    const isForBuyers = permission === "market.visit" || SWITCHES.includes(path);
    assert.is(isOpen(filledIn(path), rules), isForBuyers, `${method} ${path} (${permission})`);
  }
});

for (const path of [
  "/owner",
  "/owner/people",
  "/desk",
  "/desk/orders",
  "/account",
  "/sign-in",
  "/join",
  "/api/v1/desk/orders",
])
  test(`${path} leads whoever does not know Umbrel's password to Umbrel's own page`, async () => {
    const answer = await fetch(proxy.origin + path, { redirect: "manual" });
    assert.is(answer.status, 302);
    assert.match(answer.headers.get("location") ?? "", /^http:\/\/127\.0\.0\.1:2000\/\?origin=host&app=satoshop-hub/);
  });

test("the owner comes to the desk with Umbrel's password and the hub's own sign-in", async () => {
  const owner = ownerOfUmbrel();
  const before = await owner.get("/owner");
  assert.match(wordsOf(before), /Sign in/);
  const desk = await owner.signIn({ role: "owner" });
  assert.is(desk.path, "/owner");
  assert.is(desk.status, 200);
});

test("Umbrel's token does not reach the hub's log or pages", async () => {
  await ownerOfUmbrel().get("/sign-in");
  assert.not.match(t.logged.join(""), new RegExp(UMBREL_TOKEN));
});

/** What a program may send and no browser would: the path as it is, without tidying. */
async function statusOfRaw(path: string, cookie: string): Promise<string> {
  const { port } = new URL(proxy.origin);
  const socket = connect(Number(port), "127.0.0.1").setEncoding("utf8");
  let received = "";
  socket.on("data", (text: string) => (received += text));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: umbrel.local:8383\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  return received;
}

const detours = [
  "/orders/../owner",
  "/orders/%2e%2e/owner",
  "/orders/.%2E/owner",
  "/assets/..%2fowner",
  "/products/x/../../owner",
  "/orders/..\\owner",
  "/orders/x/..;/owner",
  "/OWNER",
  "//owner",
  "/./owner",
];

test("no detour past an open path leads to the owner's desk, even with a stolen session", async () => {
  const owner = ownerOfUmbrel();
  await owner.signIn({ role: "owner" });
  const session = `satoshop_sid=${owner.cookie("satoshop_sid") ?? ""}`;
  const straight = await statusOfRaw("/owner", `${session}; ${UMBREL_COOKIE}=${UMBREL_TOKEN}`);
  assert.match(straight, /^HTTP\/1\.1 200 /, "the session is good");
  for (const path of detours) {
    const answer = await statusOfRaw(path, session);
    assert.not.match(answer, /^HTTP\/1\.1 200 /, path);
  }
});
