import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { addressIn, Wallet } from "../../../support/wallet.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { linkIn, Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/keys/wallet");
const t = await openHub();
test.after(() => t.close());

const HOST = "localhost";

/** What a wallet's app shows after it has asked. */
async function send(address: URL | string): Promise<{ status: string; reason?: string }> {
  const response = await t.app.request(address instanceof URL ? address.href : address);
  assert.is(response.status, 200);
  assert.is(response.headers.get("set-cookie"), null, "a wallet gets no cookie");
  return JSON.parse(await response.text());
}

const lnurlOn = (page: Answer) => linkIn(page, /^lightning:/).slice("lightning:".length);
const ask = async (browser: Visitor, wanted = "") =>
  browser.submit(await browser.get(`/sign-in${wanted}`), "/sign-in/wallet");
const goOn = (browser: Visitor, page: Answer) => browser.submit(page, /\/wallet\/chl_/);

let wallets = 0;

/** A seller whose account a new wallet opens. */
async function newSeller(): Promise<{ seller: Visitor; wallet: Wallet }> {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const wallet = new Wallet(`seed ${(wallets += 1)}`);
  await connect(seller, wallet);
  return { seller, wallet };
}

async function connect(person: Visitor, wallet: Wallet): Promise<Answer> {
  const page = await person.submit(await person.get("/account/keys/new"), "/account/keys/wallet");
  assert.equal(await send(wallet.answerTo(lnurlOn(page))), { status: "OK" });
  return goOn(person, await person.get(page.path));
}

async function isSignedIn(browser: Visitor): Promise<boolean> {
  return (await browser.get("/account")).status === 200;
}

test("a wallet opens the account to which it was connected, in the browser that asked", async () => {
  const { wallet } = await newSeller();
  const browser = new Visitor(t);
  const page = await ask(browser);
  assert.match(wordsOf(page), /It will ask you about localhost/);
  assert.not(await isSignedIn(browser));
  assert.equal(await send(wallet.answerTo(lnurlOn(page))), { status: "OK" });
  assert.not(await isSignedIn(browser), "the wallet's answer by itself opens nothing");
  const answered = await browser.get(page.path);
  assert.match(wordsOf(answered), /Your wallet has answered/);
  assert.is((await goOn(browser, answered)).path, "/desk");
});

test("the question is an LNURL in capitals that leads a wallet back to this hub", async () => {
  const page = await ask(new Visitor(t));
  const lnurl = lnurlOn(page);
  assert.match(lnurl, /^LNURL1[02-9AC-HJ-NP-Z]+$/);
  const { origin, pathname, searchParams } = addressIn(lnurl);
  assert.is(`${origin}${pathname}`, "http://localhost/lnurl-auth");
  assert.equal([searchParams.get("tag"), searchParams.get("action")], ["login", "login"]);
  assert.match(searchParams.get("k1") ?? "", /^[0-9a-f]{64}$/);
});

test("another browser cannot go on with what the wallet has answered", async () => {
  const { wallet } = await newSeller();
  const [browser, thief] = [new Visitor(t), new Visitor(t)];
  const page = await ask(browser);
  await ask(thief);
  await send(wallet.answerTo(lnurlOn(page)));
  assert.is((await thief.get(page.path)).status, 410);
  const stolen = await thief.post(page.path, {});
  assert.is(stolen.status, 410);
  assert.not(await isSignedIn(thief));
  await goOn(browser, await browser.get(page.path));
  assert.ok(await isSignedIn(browser));
});

test("a question is answered once, and its answer opens once", async () => {
  const { wallet } = await newSeller();
  const browser = new Visitor(t);
  const page = await ask(browser);
  const answers = await Promise.all([1, 2, 3].map(() => send(wallet.answerTo(lnurlOn(page)))));
  assert.is(answers.filter(({ status }) => status === "OK").length, 1);
  const answered = await browser.get(page.path);
  await goOn(browser, answered);
  await browser.post("/sign-out", {});
  assert.is((await goOn(browser, answered)).status, 410);
  assert.not(await isSignedIn(browser));
  assert.is((await send(wallet.answerTo(lnurlOn(page)))).status, "ERROR");
});

test("the first wallet that answers counts, and no second one takes its place", async () => {
  const [mine, theirs] = [await newSeller(), await newSeller()];
  const browser = new Visitor(t);
  const page = await ask(browser);
  await send(mine.wallet.answerTo(lnurlOn(page)));
  assert.is((await send(theirs.wallet.answerTo(lnurlOn(page)))).status, "ERROR");
});

test("a question is good for ten minutes", async () => {
  const { wallet } = await newSeller();
  const browser = new Visitor(t);
  const [late, later] = [await ask(browser), await ask(browser)];
  t.shop.clock.advance(600_000n - 1n);
  assert.is((await send(wallet.answerTo(lnurlOn(late)))).status, "OK");
  t.shop.clock.advance(1n);
  assert.is((await send(wallet.answerTo(lnurlOn(later)))).status, "ERROR");
  assert.is((await goOn(browser, { ...late, html: `<form action="${late.path}"></form>` })).status, 410);
  assert.match(wordsOf(await browser.get(late.path)), /This took too long/);
});

test("a made-up question gets no answer, and a made-up signature opens nothing", async () => {
  const { wallet } = await newSeller();
  const page = await ask(new Visitor(t));
  const good = wallet.answerTo(lnurlOn(page));
  const changed = (name: string, value: string) => {
    const address = new URL(good);
    address.searchParams.set(name, value);
    return send(address);
  };
  for (const [name, value] of [
    ["k1", "ab".repeat(32)],
    ["k1", ""],
    ["sig", "00".repeat(50_000)],
    ["sig", new Wallet("another").answerTo(lnurlOn(page)).searchParams.get("sig") ?? ""],
    ["key", new Wallet("another").keyAt(HOST)],
    ["key", "02".repeat(5_000)],
  ] as const)
    assert.is((await changed(name, value)).status, "ERROR", `${name} ${value.slice(0, 10)}`);
  assert.is((await send("/lnurl-auth")).status, "ERROR");
  assert.is((await send(good)).status, "OK", "none of it has used up the question");
});

test("a wallet that opens no account here is told how to become one that does", async () => {
  const browser = new Visitor(t);
  const page = await ask(browser);
  await send(new Wallet("never seen").answerTo(lnurlOn(page)));
  const refused = await goOn(browser, await browser.get(page.path));
  assert.is(refused.status, 403);
  assert.match(wordsOf(refused), /Sign in another way, then add it on your account’s page/);
  assert.not(await isSignedIn(browser));
});

test("an account may have several wallets, and a wallet has one account", async () => {
  const { seller } = await newSeller();
  const second = new Wallet("a second one");
  assert.match(wordsOf(await connect(seller, second)), /The key is added/);
  const other = new Visitor(t);
  await other.signIn({ role: "seller", stallId: t.shop.stallId });
  const refused = await connect(other, second);
  assert.is(refused.status, 409);
  assert.match(wordsOf(refused), /already opens an account/);
});

test("a wallet that was connected at one address of the hub is not known at another", async () => {
  const { wallet } = await newSeller();
  const elsewhere = await openHub({ ...t.hub, addresses: { public: "https://shop.example" } });
  const browser = new Visitor(elsewhere);
  const page = await browser.submit(await browser.get("/sign-in"), "/sign-in/wallet");
  assert.match(wordsOf(page), /another key for every address/);
  await send(wallet.answerTo(lnurlOn(page)));
  assert.is((await goOn(browser, await browser.get(page.path))).status, 403);
  await elsewhere.shop.db.destroy();
});

test("at home wallets are asked in the name of the public address, so that they are known at both", async () => {
  const home = await openHub({ addresses: { public: "https://shop.example" } });
  assert.is(addressIn(lnurlOn(await startAt(home))).origin, "https://shop.example");
  await home.close();
  const door = { kind: "onion", hasAdmin: false, trustedProxy: undefined } as const;
  const origin = "http://localhost";
  const tor = await openHub({ door, origin, addresses: { public: "https://shop.example" } });
  assert.is(addressIn(lnurlOn(await startAt(tor))).origin, origin, "nobody who came over Tor is led out of it");
  await tor.close();
});

async function startAt(hub: TestHub): Promise<Answer> {
  const browser = new Visitor(hub);
  return browser.submit(await browser.get("/sign-in"), "/sign-in/wallet");
}

test("a wallet confirms that it is still the same person, and only that person's own does", async () => {
  const { seller, wallet } = await newSeller();
  const stranger = await newSeller();
  t.shop.clock.advance(300_000n);
  assert.match(wordsOf(await seller.get("/account/keys/new")), /Is it still you\?/);
  const prove = async (by: Wallet) => {
    const confirm = await seller.get("/account/confirm?wanted=/account/keys/new");
    const page = await seller.submit(confirm, "/account/confirm/wallet");
    assert.is(addressIn(lnurlOn(page)).searchParams.get("action"), "auth");
    await send(by.answerTo(lnurlOn(page)));
    return goOn(seller, await seller.get(page.path));
  };
  const refused = await prove(stranger.wallet);
  assert.is(refused.status, 403);
  assert.is((await seller.get("/account/keys/new")).status, 403);
  assert.is((await prove(wallet)).path, "/account/keys/new");
});

test("nothing is connected without a fresh proof, whatever was begun with one", async () => {
  const { seller } = await newSeller();
  const page = await seller.submit(await seller.get("/account/keys/new"), "/account/keys/wallet");
  await send(new Wallet("late").answerTo(lnurlOn(page)));
  t.shop.clock.advance(300_000n);
  assert.is((await seller.post(page.path, {})).status, 403);
  assert.is((await seller.post("/account/keys/wallet", { wanted: "" })).status, 403);
});

test("a question for one purpose is not gone on with for another", async () => {
  const { seller, wallet } = await newSeller();
  const page = await seller.submit(await seller.get("/account/confirm"), "/account/confirm/wallet");
  await send(wallet.answerTo(lnurlOn(page)));
  const id = page.path.split("/").at(-1) ?? "";
  for (const base of ["/sign-in", "/account/keys"])
    assert.is((await seller.post(`${base}/wallet/${id}`, {})).status, 410, base);
});

test("a question that one person asked connects nothing for the next one at the same browser", async () => {
  const browser = new Visitor(t);
  await browser.signIn({ role: "seller", stallId: t.shop.stallId });
  const page = await browser.submit(await browser.get("/account/keys/new"), "/account/keys/wallet");
  await send(new Wallet("left behind").answerTo(lnurlOn(page)));
  await browser.signIn({ role: "seller", stallId: t.shop.stallId });
  assert.is((await browser.post(page.path, {})).status, 410);
});

test("after signing in a person goes to where they wanted on this hub, and nowhere else", async () => {
  const { wallet } = await newSeller();
  const signIn = async (wanted: string) => {
    const browser = new Visitor(t);
    const page = await ask(browser, `?wanted=${encodeURIComponent(wanted)}`);
    await send(wallet.answerTo(lnurlOn(page)));
    return (await goOn(browser, await browser.get(page.path))).path;
  };
  assert.is(await signIn("/desk/orders?state=paid"), "/desk/orders?state=paid");
  for (const elsewhere of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    assert.is(await signIn(elsewhere), "/", elsewhere);
  assert.is(await signIn(`/${"a".repeat(2_000)}`), "/desk", "an address that long is nobody's wish");
});

test("no question, no key and no signature is found in the log or kept where it could be used again", async () => {
  const { wallet } = await newSeller();
  const browser = new Visitor(t);
  const page = await ask(browser);
  const answer = wallet.answerTo(lnurlOn(page));
  await send(answer);
  await goOn(browser, await browser.get(page.path));
  const rows = await t.hub.db.selectFrom("challenge").selectAll().execute();
  const kept = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  const secrets = [answer.searchParams.get("k1"), answer.searchParams.get("sig"), browser.cookie("satoshop_key")];
  for (const secret of secrets) {
    assert.type(secret, "string");
    assert.not(kept.includes(secret ?? ""));
    assert.not(t.logged.join("\n").includes(secret ?? ""));
  }
});
