import { createHmac } from "node:crypto";
import { SignJWT, decodeJwt, decodeProtectedHeader } from "jose";
import type { JWTPayload } from "jose";
import * as assert from "uvu/assert";
import { endSession } from "../../app/accounts/end-session.ts";
import { tokenKeys } from "../../app/accounts/programs/token-keys.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS, unixMs } from "../../app/domain/time.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { openHub, posted, refused } from "./hub.ts";
import { addSeller, apiKey, assertBadBearer, meBy, newSession, newToken, withBearer } from "./programs.ts";

const test = suite("http/tokens");
const t = await openHub();
const seller = await addSeller(t);
test.after(() => t.close());

async function signedIn(): Promise<{ id: string; cookie: string; token: string }> {
  const session = await newSession(t, seller);
  return { ...session, token: await newToken(t, session.cookie) };
}

const good = (text: string) => meBy(t, text);
const assertBad = (text: string, why = text) => assertBadBearer(t, text, why);

/** A token that is right in all but what is changed. */
async function forged(
  sessionId: string,
  {
    claims = {},
    header = {},
    without = [],
    secretKey = t.hub.secretKey,
  }: { claims?: JWTPayload; header?: Record<string, string>; without?: readonly string[]; secretKey?: string },
): Promise<string> {
  const now = t.hub.clock();
  const { kid, privateKey } = tokenKeys(secretKey).current(now);
  const { origin } = t.hub;
  const whole: JWTPayload = {
    iss: origin,
    aud: `${origin}/api`,
    sub: seller.id,
    sid: sessionId,
    purpose: "api",
    jti: "1",
    exp: Number((now + 5n * MINUTE_MS) / SECOND_MS),
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !without.includes(name)));
  return new SignJWT(kept).setProtectedHeader({ alg: "EdDSA", typ: "JWT", kid, ...header }).sign(privateKey);
}

const text64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a signed-in page gets a token that says who, where, what for and until when, and not since when", async () => {
  const { id, token } = await signedIn();
  const { jti, ...claims } = decodeJwt(token);
  assert.equal(claims, {
    iss: t.hub.origin,
    aud: `${t.hub.origin}/api`,
    sub: seller.id,
    sid: id,
    purpose: "api",
    exp: Number((t.hub.clock() + 5n * MINUTE_MS) / SECOND_MS),
  });
  assert.match(jti ?? "", /^[\w-]{22}$/);
  assert.match(decodeProtectedHeader(token).kid ?? "", /^week-\d+$/);
  assert.equal(await good(token), {
    id: seller.id,
    role: "seller",
    name: "Mina",
    stallId: t.shop.stallId,
    scopes: [
      "me.read",
      "desk.orders.read",
      "desk.orders.handle",
      "desk.statement.read",
      "desk.webhooks",
      "desk.money.read",
      "desk.money.ask",
    ],
  });
});

test("what was made right by hand is good, so that each change to it shows what that change does", async () => {
  const { id } = await signedIn();
  await good(await forged(id, {}));
});

const wrong: Record<string, Parameters<typeof forged>[1]> = {
  "without an end": { without: ["exp"] },
  "without a session": { without: ["sid"] },
  "without a person": { without: ["sub"] },
  "without a name of its own": { without: ["jti"] },
  "without a purpose": { without: ["purpose"] },
  "without an issuer": { without: ["iss"] },
  "without an audience": { without: ["aud"] },
  "of another purpose": { claims: { purpose: "sign-in" } },
  "for another audience": { claims: { aud: "https://elsewhere.example/api" } },
  "from another door": { claims: { iss: "https://shop.example", aud: "https://shop.example/api" } },
  "from another issuer": { claims: { iss: "https://elsewhere.example" } },
  "of another person": { claims: { sub: "per_00000000000000000000000000" } },
  "of no session": { claims: { sid: "ses_00000000000000000000000000" } },
  "with a list as session": { claims: { sid: ["a"] } },
  "with an end that is text": { claims: { exp: "9999999999" } as unknown as JWTPayload },
  "that begins later": { claims: { nbf: 9_999_999_999 } },
  "of another kind": { header: { typ: "at+jwt" } },
  "with a key of another name": { header: { kid: "week-1" } },
  "with a key from elsewhere": { header: { kid: "https://elsewhere.example/key" } },
  "signed by another hub": { secretKey: "the key of another hub, 32+ characters" },
};

for (const [kind, changes] of Object.entries(wrong)) {
  test(`a token ${kind} is refused`, async () => {
    const { id } = await signedIn();
    await assertBad(await forged(id, changes), kind);
  });
}

test("a token is good until its end and not a second longer", async () => {
  const { token } = await signedIn();
  const end = BigInt(decodeJwt(token).exp ?? 0) * SECOND_MS;
  const now = t.hub.clock();
  t.shop.clock.set(end - 1n);
  await good(token);
  t.shop.clock.set(end);
  await assertBad(token);
  t.shop.clock.set(now);
});

test("an end farther away than any token's is refused", async () => {
  const { id } = await signedIn();
  const inMs = (ms: bigint) => ({ claims: { exp: Number((t.hub.clock() + ms) / SECOND_MS) } });
  await good(await forged(id, inMs(6n * MINUTE_MS)));
  for (const ms of [6n * MINUTE_MS + SECOND_MS, DAY_MS, 10_000n * DAY_MS])
    await assertBad(await forged(id, inMs(ms)), `${ms} ms`);
});

test("a token without a signature, or with one that its own header chose, is refused", async () => {
  const { id } = await signedIn();
  const [header = "", payload = ""] = (await forged(id, {})).split(".");
  const { kid } = decodeProtectedHeader(`${header}.${payload}.`);
  for (const alg of ["none", "None", "NONE", ""])
    await assertBad(`${text64({ alg, typ: "JWT", kid })}.${payload}.`, alg);
  const { publicKey } = tokenKeys(t.hub.secretKey).current(t.hub.clock());
  const publicForms = [
    publicKey.export({ format: "pem", type: "spki" }),
    publicKey.export({ format: "der", type: "spki" }),
    Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"),
    JSON.stringify(publicKey.export({ format: "jwk" })),
  ];
  for (const known of publicForms) {
    const signed = `${text64({ alg: "HS256", typ: "JWT", kid })}.${payload}`;
    await assertBad(`${signed}.${createHmac("sha256", known).update(signed).digest("base64url")}`, "HS256");
  }
  const own = text64({ alg: "EdDSA", typ: "JWT", kid, jwk: publicKey.export({ format: "jwk" }) });
  await assertBad(`${own}.${payload}.${"A".repeat(86)}`, "a key brought along");
});

test("a change to any part of a token makes it worthless", async () => {
  const { token } = await signedIn();
  for (let at = 0; at < token.length; at += 7) {
    const other = token[at] === "A" ? "B" : "A";
    await assertBad(`${token.slice(0, at)}${other}${token.slice(at + 1)}`, `symbol ${at}`);
  }
});

test("when a session ends, so does every token made from it", async () => {
  const { id, token } = await signedIn();
  await good(token);
  await endSession(t.hub, { personId: seller.id, ...visit }, { personId: seller.id, sessionId: id });
  await assertBad(token);
});

test("a token is no cookie, and makes no other token", async () => {
  const { token } = await signedIn();
  const key = await apiKey(t, seller);
  for (const text of [token, key.text])
    await refused(t.app.request("/api/v1/token", withBearer(text, posted({}))), "out-of-scope");
  await refused(t.app.request("/api/v1/me", { headers: { Cookie: `satoshop_sid=${token}` } }), "not-signed-in");
});

test("only a signed-in page of the hub itself gets a token, with JSON", async () => {
  const { cookie } = await newSession(t, seller);
  const ask = (headers: Record<string, string>, init: RequestInit = posted({})) =>
    t.app.request("/api/v1/token", {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
    });
  const { origin: Origin } = t.hub;
  await refused(ask({ Origin }), "not-signed-in");
  await refused(ask({ Cookie: cookie, Origin: "https://evil.example" }), "cross-site");
  await refused(ask({ Cookie: cookie, Origin, "Sec-Fetch-Site": "cross-site" }), "cross-site");
  await refused(ask({ Cookie: cookie }), "cross-site");
  for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
    await refused(ask({ Cookie: cookie, Origin, "Content-Type": type }), "unsupported-media-type");
  await refused(ask({ Cookie: cookie, Origin }, posted({ purpose: "sign-in", sub: "per_1" })), "invalid-input");
  assert.is((await ask({ Cookie: cookie, Origin })).status, 201);
});

test("keys rotate by the week: last week's are good, older ones and later ones are not", async () => {
  const keys = tokenKeys(t.hub.secretKey);
  const now = t.hub.clock();
  const weeks = (count: bigint) => unixMs(now + count * 7n * DAY_MS);
  const { kid } = keys.current(now);
  assert.is(keys.find(kid, now)?.kid, kid);
  assert.is(keys.find(kid, weeks(1n))?.kid, kid);
  assert.is(keys.find(kid, weeks(2n)), undefined);
  assert.is(keys.find(kid, weeks(-1n)), undefined);
  const [one, next] = [keys.current(now), keys.current(weeks(1n))];
  assert.not(one.publicKey.equals(next.publicKey));
  assert.ok(tokenKeys(t.hub.secretKey).current(now).publicKey.equals(one.publicKey), "after a restart, too");
});

test("a token that was made just before the week changed is good just after", async () => {
  const now = t.hub.clock();
  const change = (now / (7n * DAY_MS) + 1n) * 7n * DAY_MS;
  t.shop.clock.set(change - 1n);
  const { token } = await signedIn();
  t.shop.clock.set(change + MINUTE_MS);
  await good(token);
  t.shop.clock.set(now);
});

test("on a board that boots in 1970 a page gets tokens that work, and nothing lasts beyond its time", async () => {
  const now = t.hub.clock();
  const before = await signedIn();
  t.shop.clock.set(5_000n);
  await assertBad(before.token, "of a time that has not come");
  const early = await newToken(t, before.cookie);
  await good(early);
  t.shop.clock.set(now);
  await assertBad(early, "of a time long ago");
  await good(await newToken(t, before.cookie));
});
