import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import * as assert from "uvu/assert";
import { Authenticator } from "../../../support/authenticator.ts";
import type { Manner } from "../../../support/authenticator.ts";
import { suite } from "../../../support/suite.ts";
import { openHub, refused } from "../../hub.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/keys/passkey");
const t = await openHub();
test.after(() => t.close());

type Question<Options> = { id: string; options: Options };

/** What the island fetches when its button is pressed. */
async function ask<Options>(browser: Visitor, base: string, wanted = ""): Promise<Question<Options>> {
  const { html, status } = await browser.post(`${base}/passkey/question`, { wanted });
  assert.is(status, 200, html);
  return JSON.parse(html);
}

const askKnown = (browser: Visitor, base = "/sign-in", wanted = "") =>
  ask<PublicKeyCredentialRequestOptionsJSON>(browser, base, wanted);
const askNew = (browser: Visitor) => ask<PublicKeyCredentialCreationOptionsJSON>(browser, "/account/keys");

const answer = (browser: Visitor, base: string, question: string, text: string) =>
  browser.post(`${base}/passkey`, { question, answer: text, wanted: "" });

async function addPasskey(person: Visitor, device: Authenticator, manner: Manner = {}): Promise<Answer> {
  const { id, options } = await askNew(person);
  return answer(person, "/account/keys", id, device.create(options, manner));
}

async function signIn(device: Authenticator, manner: Manner = {}): Promise<{ browser: Visitor; page: Answer }> {
  const browser = new Visitor(t);
  const { id, options } = await askKnown(browser);
  return { browser, page: await answer(browser, "/sign-in", id, device.get(options, manner)) };
}

async function newSeller(): Promise<{ seller: Visitor; device: Authenticator }> {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const device = new Authenticator();
  assert.match(wordsOf(await addPasskey(seller, device)), /The key is added/);
  return { seller, device };
}

async function isSignedIn(browser: Visitor): Promise<boolean> {
  return (await browser.get("/account")).status === 200;
}

test("a passkey that was added opens the account without a name", async () => {
  const { device } = await newSeller();
  const { browser, page } = await signIn(device);
  assert.is(page.path, "/desk");
  assert.ok(await isSignedIn(browser));
});

test("an account may have several passkeys, each named after the device that made it", async () => {
  const { seller } = await newSeller();
  const phone = new Authenticator();
  const { id, options } = await askNew(seller);
  const headers = { "User-Agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/145.0" };
  const fields = { question: id, answer: phone.create(options), wanted: "" };
  const page = await seller.post("/account/keys/passkey", fields, headers);
  assert.match(wordsOf(await seller.get("/account")), /Firefox · Android/);
  assert.match(page.path, /said=key-added/);
  assert.is((await signIn(phone)).page.path, "/desk");
});

test("a device that holds one of the person's passkeys is asked for no second one", async () => {
  const { seller } = await newSeller();
  const { options } = await askNew(seller);
  assert.is(options.excludeCredentials?.length, 1);
  assert.is(options.attestation, "none");
  assert.is(options.authenticatorSelection?.residentKey, "preferred");
});

const lies: readonly (readonly [what: string, manner: Manner])[] = [
  ["made at another address", { origin: "http://localhost:8080" }],
  ["made on a site that only looks like this one", { origin: "https://localhost.evil.example" }],
  ["for another host name", { rpId: "evil.example" }],
  ["to another question", { challenge: Buffer.alloc(32, 7).toString("base64url") }],
];

for (const [what, manner] of lies) {
  test(`an answer ${what} opens nothing`, async () => {
    const { device } = await newSeller();
    const { browser, page } = await signIn(device, manner);
    assert.is(page.status, 422);
    assert.not(await isSignedIn(browser));
  });

  test(`a new passkey ${what} is not added`, async () => {
    const seller = new Visitor(t);
    await seller.signIn({ role: "seller", stallId: t.shop.stallId });
    assert.is((await addPasskey(seller, new Authenticator(), manner)).status, 422);
  });
}

test("an answer counts once, and a wrong one uses the question up as well", async () => {
  const { device } = await newSeller();
  const browser = new Visitor(t);
  const { id, options } = await askKnown(browser);
  const good = device.get(options);
  const pages = await Promise.all([1, 2, 3].map(() => answer(browser, "/sign-in", id, good)));
  assert.equal(
    pages.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 410, 410],
  );
  await browser.post("/sign-out", {});
  assert.is((await answer(browser, "/sign-in", id, good)).status, 410);
  const second = await askKnown(browser);
  assert.is((await answer(browser, "/sign-in", second.id, device.get(options))).status, 422, "an old answer");
  assert.is((await answer(browser, "/sign-in", second.id, device.get(second.options))).status, 410);
});

test("an answer is taken in the browser alone that asked, and for ten minutes", async () => {
  const { device } = await newSeller();
  const [browser, thief] = [new Visitor(t), new Visitor(t)];
  const { id, options } = await askKnown(browser);
  await askKnown(thief);
  assert.is((await answer(thief, "/sign-in", id, device.get(options))).status, 410);
  t.shop.clock.advance(600_000n);
  assert.is((await answer(browser, "/sign-in", id, device.get(options))).status, 410);
});

test("a passkey that counts has to count on: one that does not is a copy", async () => {
  const { device } = await newSeller();
  for (const [count, status] of [
    [5, 200],
    [6, 200],
    [6, 422],
    [4, 422],
    [0, 422],
    [7, 200],
  ] as const)
    assert.is((await signIn(device, { count })).page.status, status, `count ${count}`);
});

test("of two that count the same at the same moment one gets in", async () => {
  const { device } = await newSeller();
  const tries = await Promise.all([1, 2, 3].map(() => signIn(device, { count: 9 })));
  assert.is(tries.filter(({ page }) => page.status === 200).length, 1);
});

test("a passkey opens its own person's account and no other", async () => {
  const [mine, theirs] = [await newSeller(), await newSeller()];
  const others = (await askKnown(theirs.seller, "/account/confirm")).options.allowCredentials ?? [];
  const { page } = await signIn(mine.device, { userHandle: Buffer.from("per_somebody").toString("base64url") });
  assert.is(page.status, 422, "it says that it is somebody else's");
  // The answer of one device under the name of another's passkey.
  const browser = new Visitor(t);
  const { id, options } = await askKnown(browser);
  const said: Record<string, unknown> = JSON.parse(mine.device.get(options));
  const text = JSON.stringify({ ...said, id: others[0]?.id, rawId: others[0]?.id });
  assert.is((await answer(browser, "/sign-in", id, text)).status, 422);
  assert.not(await isSignedIn(browser));
});

test("a passkey confirms that it is still the same person, and somebody else's does not", async () => {
  const [{ seller, device }, stranger] = [await newSeller(), await newSeller()];
  t.shop.clock.advance(300_000n);
  assert.is((await seller.get("/account/keys/new")).status, 403);
  const prove = async (by: Authenticator, isAsked: boolean) => {
    const { id, options } = await askKnown(seller, "/account/confirm", "/account/keys/new");
    const { allowCredentials: _, ...anybody } = options;
    return answer(seller, "/account/confirm", id, by.get(isAsked ? options : anybody));
  };
  assert.is((await prove(stranger.device, false)).status, 403);
  assert.is((await seller.get("/account/keys/new")).status, 403);
  assert.is((await prove(device, true)).path, "/account/keys/new");
});

test("whoever runs the hub has to unlock the passkey, and a seller need not", async () => {
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const device = new Authenticator();
  assert.is((await askNew(owner)).options.authenticatorSelection?.userVerification, "required");
  assert.is((await addPasskey(owner, device, { unlocked: false })).status, 422);
  assert.match((await addPasskey(owner, device)).path, /key-added/);
  const { browser, page } = await signIn(device, { unlocked: false });
  assert.is(page.status, 403);
  assert.match(wordsOf(page), /with a fingerprint, a face or a PIN/);
  assert.not(await isSignedIn(browser));
  assert.is((await signIn(device)).page.path, "/owner");
  const seller = await newSeller();
  assert.is((await signIn(seller.device, { unlocked: false })).page.path, "/desk");
});

test("a passkey that nobody has added opens nothing", async () => {
  const { seller } = await newSeller();
  const device = new Authenticator();
  device.create((await askNew(seller)).options);
  const { browser, page } = await signIn(device);
  assert.is(page.status, 403);
  assert.match(wordsOf(page), /does not open any account here/);
  assert.not(await isSignedIn(browser));
});

test("what is no answer at all opens nothing and breaks nothing", async () => {
  for (const text of ["", "null", "[]", "{", '{"id":1}', '{"id":"a","rawId":"a","response":{}}', "x".repeat(60_000)]) {
    const browser = new Visitor(t);
    const { id } = await askKnown(browser);
    assert.is((await answer(browser, "/sign-in", id, text)).status, 422, text.slice(0, 20));
  }
  const browser = new Visitor(t);
  assert.is((await answer(browser, "/sign-in", "chl_nothing", "{}")).status, 410);
  const large = await answer(browser, "/sign-in", (await askKnown(browser)).id, "x".repeat(70_000));
  assert.is(large.status, 413);
});

test("where browsers make no passkeys there is no button for one, and the reason is said", async () => {
  for (const origin of ["http://shop.lan:3000", "http://192.168.1.7:3000", "http://127.0.0.1:3000"]) {
    const html = await (await t.app.request(`${origin}/sign-in`, { headers: { Accept: "text/html" } })).text();
    assert.not.match(html, /data-passkey/, origin);
    assert.match(html, /Browsers allow passkeys only at https addresses and at localhost/, origin);
    const sent = { method: "POST", body: new URLSearchParams({ wanted: "" }), headers: { Origin: t.hub.origin } };
    await refused(t.app.request(`${origin}/sign-in/passkey/question`, sent), "passkey-elsewhere");
  }
  const page = await new Visitor(t).get("/sign-in");
  assert.match(page.html, /data-passkey="\/sign-in\/passkey\/question"/);
  assert.match(page.html, /<noscript>[^<]*<p[^>]*>Passkeys need JavaScript/);
});

test("on this machine's own address the way to a name that browsers trust is shown", async () => {
  const html = await (await t.app.request("http://127.0.0.1:3000/sign-in")).text();
  assert.match(html, /href="http:\/\/localhost:3000"/);
});

test("after signing in a person goes to where they wanted on this hub, and nowhere else", async () => {
  const { device } = await newSeller();
  const goTo = async (wanted: string) => {
    const browser = new Visitor(t);
    const { id, options } = await askKnown(browser, "/sign-in", wanted);
    return (await answer(browser, "/sign-in", id, device.get(options))).path;
  };
  assert.is(await goTo("/desk/orders?state=paid"), "/desk/orders?state=paid");
  for (const elsewhere of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    assert.is(await goTo(elsewhere), "/", elsewhere);
});
