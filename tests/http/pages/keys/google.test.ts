import * as assert from "uvu/assert";
import { googleAt, nobodysAddress, startGoogle } from "../../../support/google.ts";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { linkIn, Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/keys/google");
const provider = await startGoogle();
const t = await openHub({ google: provider.google });
test.after(async () => {
  await provider.stop();
  await t.close();
});

const addressOn = (page: Answer) => linkIn(page, /\/authorize\?/);

/** The address by which a browser comes back from Google, which knows whoever sits there as `sub`. */
async function agree(page: Answer, sub: string, more: Record<string, unknown> = {}): Promise<string> {
  for (const name of Object.keys(provider.claims)) delete provider.claims[name];
  Object.assign(provider.claims, { sub, ...more });
  const back = new URL(await provider.agree(addressOn(page)));
  assert.is(`${back.origin}${back.pathname}`, "http://localhost/sign-in/google/back");
  return `${back.pathname}${back.search}`;
}

const leave = async (browser: Visitor, wanted = "") =>
  browser.submit(await browser.get(`/sign-in${wanted}`), "/sign-in/google");

async function signIn(sub: string, more: Record<string, unknown> = {}): Promise<{ browser: Visitor; page: Answer }> {
  const browser = new Visitor(t);
  return { browser, page: await browser.get(await agree(await leave(browser), sub, more)) };
}

async function connect(person: Visitor, sub: string, more: Record<string, unknown> = {}): Promise<Answer> {
  const page = await person.submit(await person.get("/account/keys/new"), "/account/keys/google");
  return person.get(await agree(page, sub, more));
}

let people = 0;

/** A seller whose account Google opens. */
async function newSeller(): Promise<{ seller: Visitor; sub: string }> {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const sub = `seller-${(people += 1)}`;
  assert.match((await connect(seller, sub)).path, /said=key-added/);
  return { seller, sub };
}

async function isSignedIn(browser: Visitor): Promise<boolean> {
  return (await browser.get("/account")).status === 200;
}

test("a Google account that was connected opens its person's account", async () => {
  const { sub } = await newSeller();
  const { browser, page } = await signIn(sub);
  assert.is(page.path, "/desk");
  assert.ok(await isSignedIn(browser));
});

test("Google is asked with a proof of the question, a state and a nonce, and only for who somebody is", async () => {
  const page = await leave(new Visitor(t));
  const { searchParams: asked } = new URL(addressOn(page));
  assert.is(asked.get("code_challenge_method"), "S256");
  assert.is(asked.get("scope"), "openid email");
  for (const name of ["code_challenge", "state", "nonce"]) assert.match(asked.get(name) ?? "", /^[\w-]{43}$/, name);
  assert.is(new Set(["code_challenge", "state", "nonce"].map((name) => asked.get(name))).size, 3);
  assert.is(page.headers.get("refresh"), `0;url=${addressOn(page)}`);
});

test("a Google account that nobody connected opens nothing, and its owner is told how to connect it", async () => {
  const { browser, page } = await signIn("a stranger");
  assert.is(page.status, 403);
  assert.match(wordsOf(page), /Sign in another way, then add it on your account’s page/);
  assert.not(await isSignedIn(browser));
});

test("having somebody's e-mail address opens nothing of theirs", async () => {
  const { seller, sub } = await newSeller();
  const address = "mina@example.org";
  const { person_id } = await t.hub.db
    .selectFrom("credential")
    .select("person_id")
    .where("identifier", "like", `% ${sub}`)
    .executeTakeFirstOrThrow();
  await t.hub.db
    .insertInto("email")
    .values({ address, person_id, locale: "en", verified_at_ms: t.hub.clock() })
    .execute();
  const { browser, page } = await signIn("somebody else", { email: address, email_verified: true });
  assert.is(page.status, 403);
  assert.not(await isSignedIn(browser));
  assert.ok(await isSignedIn(seller));
});

const lies: readonly (readonly [what: string, claims: Record<string, unknown>])[] = [
  ["with the nonce of another trip", { nonce: "another" }],
  ["without a nonce", { nonce: undefined }],
  ["made for another shop", { aud: "another" }],
  ["from another issuer", { iss: "https://accounts.evil.example" }],
  ["that has expired", { exp: 1_600_000_000 }],
];

for (const [what, claims] of lies)
  test(`a word of Google ${what} opens nothing`, async () => {
    const { sub } = await newSeller();
    const { browser, page } = await signIn(sub, claims);
    assert.is(page.status, 422);
    assert.not(await isSignedIn(browser));
  });

test("a word of Google that was changed on its way opens nothing", async () => {
  const { sub } = await newSeller();
  provider.onResponse(({ body }) => {
    if (body === "") return;
    const [head, payload = "", signature] = String(body["id_token"]).split(".");
    const said: Record<string, unknown> = JSON.parse(Buffer.from(payload, "base64url").toString());
    const changed = Buffer.from(JSON.stringify({ ...said, sub })).toString("base64url");
    body["id_token"] = [head, changed, signature].join(".");
  });
  const { browser, page } = await signIn("a stranger").finally(() => provider.onResponse(undefined));
  assert.is(page.status, 422);
  assert.not(await isSignedIn(browser));
});

test("a return with another state opens nothing, and neither does one without", async () => {
  const { sub } = await newSeller();
  const browser = new Visitor(t);
  const back = new URL(await agree(await leave(browser), sub), "http://localhost");
  for (const state of ["", "a".repeat(43), "a".repeat(5_000)]) {
    back.searchParams.set("state", state);
    assert.is((await browser.get(`${back.pathname}${back.search}`)).status, 410);
  }
  assert.is((await browser.get("/sign-in/google/back")).status, 410);
  assert.not(await isSignedIn(browser));
});

test("a return counts once", async () => {
  const { sub } = await newSeller();
  const browser = new Visitor(t);
  const back = await agree(await leave(browser), sub);
  const pages = await Promise.all([1, 2, 3].map(() => browser.get(back)));
  assert.equal(
    pages.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 410, 410],
  );
  await browser.post("/sign-out", {});
  assert.is((await browser.get(back)).status, 410);
  assert.not(await isSignedIn(browser));
});

test("a return counts in the browser alone that left, so that nobody is signed in as the sender of a link", async () => {
  const { sub } = await newSeller();
  const [browser, victim] = [new Visitor(t), new Visitor(t)];
  const back = await agree(await leave(browser), sub);
  await leave(victim);
  assert.is((await victim.get(back)).status, 410);
  assert.not(await isSignedIn(victim));
  assert.is((await new Visitor(t).get(back)).status, 410);
});

test("a trip is over after ten minutes", async () => {
  const { sub } = await newSeller();
  const browser = new Visitor(t);
  const back = await agree(await leave(browser), sub);
  t.shop.clock.advance(600_000n);
  assert.is((await browser.get(back)).status, 410);
});

test("whoever says no at Google is back at the other ways in", async () => {
  const browser = new Visitor(t);
  const { searchParams } = new URL(addressOn(await leave(browser)));
  const page = await browser.get(`/sign-in/google/back?error=access_denied&state=${searchParams.get("state")}`);
  assert.is(page.status, 403);
  assert.match(wordsOf(page), /Google did not confirm that it is you/);
  assert.match(page.html, /action="\/sign-in\/wallet"/);
});

test("a code that Google does not know, or no longer, opens nothing", async () => {
  const browser = new Visitor(t);
  provider.onResponse((response) => {
    response.statusCode = 400;
    response.body = { error: "invalid_grant" };
  });
  const page = await browser.get(await agree(await leave(browser), "1")).finally(() => provider.onResponse(undefined));
  assert.is(page.status, 422);
});

test("while Google is away there is a friendly page, and the other ways in are on it", async () => {
  const browser = new Visitor(t);
  for (const statusCode of [500, 503]) {
    provider.onResponse((response) => void (response.statusCode = statusCode));
    const page = await browser
      .get(await agree(await leave(browser), "1"))
      .finally(() => provider.onResponse(undefined));
    assert.is(page.status, 503);
    assert.match(wordsOf(page), /Google does not answer/);
    assert.match(page.html, /action="\/sign-in\/wallet"/);
  }
  const away = await openHub({ google: googleAt(await nobodysAddress()) });
  const there = new Visitor(away);
  const page = await there.submit(await there.get("/sign-in"), "/sign-in/google");
  assert.is(page.status, 503);
  assert.match(wordsOf(page), /Google does not answer/);
  await away.close();
});

test("when Google does not know the hub, its visitors see that Google is away, and the log says why", async () => {
  const browser = new Visitor(t);
  provider.onResponse((response) => {
    response.statusCode = 401;
    response.body = { error: "invalid_client" };
  });
  const page = await browser.get(await agree(await leave(browser), "1")).finally(() => provider.onResponse(undefined));
  assert.is(page.status, 503);
  assert.equal(provider.troubles.at(-1), { reason: "google-unavailable", code: "invalid_client" });
});

test("connecting needs a fresh proof, at the beginning and at the end", async () => {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const page = await seller.submit(await seller.get("/account/keys/new"), "/account/keys/google");
  const back = await agree(page, "too late");
  t.shop.clock.advance(300_000n);
  assert.match(wordsOf(await seller.get(back)), /Is it still you\?/);
  assert.is((await seller.post("/account/keys/google", { wanted: "" })).status, 403);
  assert.is((await signIn("too late")).page.status, 403);
});

test("whoever was signed out while at Google connects nothing", async () => {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const page = await seller.submit(await seller.get("/account/keys/new"), "/account/keys/google");
  const back = await agree(page, "signed out");
  await seller.post("/sign-out", {});
  assert.is((await seller.get(back)).status, 401);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  assert.is((await seller.get(back)).status, 410, "and neither does whoever signs in next");
  assert.is((await signIn("signed out")).page.status, 403);
});

test("a Google account has one account here", async () => {
  const { sub } = await newSeller();
  const other = new Visitor(t);
  await other.signIn({ role: "seller", stallId: t.shop.stallId });
  assert.is((await connect(other, sub)).status, 409);
});

test("Google confirms that it is still the same person, and only for that person", async () => {
  const { seller, sub } = await newSeller();
  const stranger = await newSeller();
  t.shop.clock.advance(300_000n);
  const prove = async (as: string) => {
    const confirm = await seller.get("/account/confirm?wanted=/account/keys/new");
    return seller.get(await agree(await seller.submit(confirm, "/account/confirm/google"), as));
  };
  assert.is((await prove(stranger.sub)).status, 403);
  assert.is((await seller.get("/account/keys/new")).status, 403);
  assert.is((await prove(sub)).path, "/account/keys/new");
});

test("the e-mail address at Google is what its owner sees the key by", async () => {
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  await connect(seller, "named", { email: `${"long".repeat(30)}@example.org` });
  const shown = wordsOf(await seller.get("/account"));
  assert.ok(shown.includes("long".repeat(20)));
  assert.not(shown.includes("long".repeat(21)));
});

test("after signing in a person goes to where they wanted on this hub, and nowhere else", async () => {
  const { sub } = await newSeller();
  const goTo = async (wanted: string) => {
    const browser = new Visitor(t);
    return (await browser.get(await agree(await leave(browser, `?wanted=${encodeURIComponent(wanted)}`), sub))).path;
  };
  assert.is(await goTo("/desk/orders"), "/desk/orders");
  assert.is(await goTo("//evil.example/"), "/");
  assert.is(await goTo("https://evil.example/"), "/");
});

test("where Google lets nobody in there is no button for it, and the reason is said", async () => {
  const shown = async (hub: TestHub, origin: string) =>
    (await hub.app.request(`${origin}/sign-in`, { headers: { Accept: "text/html" } })).text();
  for (const origin of ["http://shop.lan:3000", "http://192.168.1.7:3000"]) {
    const html = await shown(t, origin);
    assert.not.match(html, /action="\/sign-in\/google"/, origin);
    assert.match(html, /Google only lets people in at https addresses with a public name/, origin);
  }
  const home = await openHub();
  const plain = await shown(home, "http://localhost:3000");
  assert.not.match(plain, /google/i, "a hub that Google does not know says nothing of it");
  assert.is((await home.app.request("/sign-in/google/back?state=x")).status, 404);
  await home.close();
});

test("nothing of a trip is found in the database or the log", async () => {
  const { sub } = await newSeller();
  const browser = new Visitor(t);
  const page = await leave(browser);
  const back = new URL(await agree(page, sub, { email: "private@example.org" }), "http://localhost");
  await browser.get(`${back.pathname}${back.search}`);
  const { searchParams: asked } = new URL(addressOn(page));
  const rows = await t.hub.db.selectFrom("challenge").selectAll().execute();
  const kept = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  for (const secret of [asked.get("state"), asked.get("nonce"), back.searchParams.get("code"), "private@example.org"]) {
    assert.type(secret, "string");
    assert.not(kept.includes(secret ?? ""));
    assert.not(t.logged.join("\n").includes(secret ?? ""));
  }
});
