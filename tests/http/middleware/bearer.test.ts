import fc from "fast-check";
import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, refused } from "../hub.ts";
import {
  addSeller,
  apiKey,
  askAs,
  askForToken,
  assertBadBearer,
  meBy,
  newSession,
  newToken,
  withBearer,
} from "../programs.ts";
import type { Me } from "../programs.ts";

const test = suite("http/bearer");
const t = await openHub();
const seller = await addSeller(t);
test.after(() => t.close());

const good = (text: string) => meBy(t, text);
const assertBad = (text: string, why = text) => assertBadBearer(t, text, why);

async function signedIn(): Promise<{ cookie: string; token: string }> {
  const { cookie } = await newSession(t, seller);
  return { cookie, token: await newToken(t, cookie) };
}

const text64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("no text makes the hub fail, and none but a good one lets in", async () => {
  const { token } = await signedIn();
  const parts = fc.array(fc.oneof(fc.string(), fc.json().map(text64), fc.constantFrom(...token.split("."))), {
    maxLength: 5,
  });
  const texts = fc.oneof(
    parts.map((each) => each.join(".")),
    fc.string().map((each) => `ss_${each}`),
    fc.constantFrom("", ".", "..", "ss_", "a.b.c", `${token}.`, `.${token}`, "x".repeat(9_000)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const sent = text.replaceAll(/[^\x20-\x7e]/g, "");
      if (sent.trim() !== token) await assertBad(sent);
    }),
    { numRuns: 400, seed: 4 },
  );
});

test("what a proxy or another scheme sends is no business of the hub", async () => {
  const { cookie } = await newSession(t, seller);
  for (const Authorization of ["Basic YWRtaW46c2VjcmV0", "Digest a=b", "Negotiate abc", "Bearerx y", "x", ""]) {
    const me = (headers: Record<string, string>) =>
      t.app.request("/api/v1/me", { headers: { Authorization, ...headers } });
    assert.is((await answered<Me>(me({ Cookie: cookie }), 200)).id, seller.id, Authorization);
    await refused(me({}), "not-signed-in");
    assert.is((await t.app.request("/api/v1/products", { headers: { Authorization } })).status, 200);
  }
});

test("the scheme may be written in any case, with spaces after it", async () => {
  const { text } = await apiKey(t, seller);
  for (const scheme of ["Bearer ", "bearer ", "BEARER   "])
    await answered(t.app.request("/api/v1/me", { headers: { Authorization: scheme + text } }), 200);
});

test("a bad key is refused even where nobody has to be known, and even beside a good cookie", async () => {
  const { cookie } = await newSession(t, seller);
  for (const [path, headers] of [
    ["/api/v1/products", {}],
    ["/api/v1/me", { Cookie: cookie }],
  ] as const)
    for (const Authorization of ["Bearer wrong", "Bearer ", "Bearer"])
      await refused(t.app.request(path, { headers: { ...headers, Authorization } }), "bad-bearer");
});

test("a key counts more than the cookie that came with it", async () => {
  const { text } = await apiKey(t, seller, ["desk.orders.read"]);
  const { cookie } = await newSession(t, await addSeller(t));
  const me = await answered<Me>(t.app.request("/api/v1/me", withBearer(text, { headers: { Cookie: cookie } })), 200);
  assert.equal([me.id, me.scopes], [seller.id, ["me.read", "desk.orders.read"]]);
});

test("a program that lacks a scope is told which, and one that is nobody is told how to come in", async () => {
  const { text } = await apiKey(t, seller, ["desk.orders.handle"]);
  const lacking = await askAs(t, text, "/api/v1/desk/orders");
  assert.is(lacking.status, 403);
  assert.is(lacking.headers.get("www-authenticate"), 'Bearer error="insufficient_scope", scope="desk.orders.read"');
  const unknown = await t.app.request("/api/v1/desk/orders");
  assert.equal([unknown.status, unknown.headers.get("www-authenticate")], [401, "Bearer"]);
});

test("neither keys nor tokens are written into the log", async () => {
  const { cookie, token } = await signedIn();
  const { text } = await apiKey(t, seller);
  await good(text);
  await assertBad(`${text}x`);
  await askForToken(t, cookie);
  const log = t.logged.join("\n");
  for (const secret of [token, token.split(".")[2] ?? "", text, text.slice(-43)]) assert.not(log.includes(secret));
});

test("tries with bad keys are in the audit trail, once a minute", async () => {
  const failures = () => t.hub.db.selectFrom("event").select("body").where("type", "=", "sign-in.failed").execute();
  t.shop.clock.advance(MINUTE_MS);
  const before = (await failures()).length;
  for (let count = 0; count < 5; count += 1) await assertBad("ss_wrong");
  const rows = await failures();
  assert.is(rows.length, before + 1);
  assert.match(rows.at(-1)?.body ?? "", '"by":"api-key"');
});
