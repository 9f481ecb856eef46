import { Hono } from "hono";
import * as assert from "uvu/assert";
import { acceptInvitation } from "../../../app/accounts/accept-invitation.ts";
import { invite } from "../../../app/accounts/invite.ts";
import { signOut } from "../../../app/accounts/sign-out.ts";
import type { HubEnv } from "../../../app/http/context.ts";
import { clearSessionCookie, setSessionCookie } from "../../../app/http/cookies.ts";
import { session } from "../../../app/http/middleware/session.ts";
import { DAY_MS } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { openHub } from "../hub.ts";

const test = suite("session");

const t = await openHub();
const who = new Hono<HubEnv>().use(session(t.hub)).get("/", (c) => c.json(c.get("person")?.role ?? null));
test.after(t.close);

async function signIn(): Promise<string> {
  const { token } = await invite(t.hub, { role: "seller", stallId: t.shop.stallId });
  const opened = await acceptInvitation(t.hub, token, { name: "Ann", visit });
  if (opened.kind !== "session") throw new Error("the invitation was not accepted");
  return opened.token;
}

const asked = async (cookie?: string) =>
  (await who.request("/", cookie === undefined ? {} : { headers: { Cookie: cookie } })).json();

test("a session's cookie says who is asking, until they sign out", async () => {
  const token = await signIn();
  assert.is(await asked(`theme=dark; satoshop_sid=${token}`), "seller");
  await signOut(t.hub, visit, token);
  assert.is(await asked(`satoshop_sid=${token}`), null);
});

test("a session runs out", async () => {
  const token = await signIn();
  t.shop.clock.advance(31n * DAY_MS);
  assert.is(await asked(`satoshop_sid=${token}`), null);
});

test("no cookie, another cookie and a made-up one are nobody", async () => {
  assert.is(await asked(), null);
  assert.is(await asked("satoshop_sid="), null);
  assert.is(await asked(`satoshop_sid=${"x".repeat(43)}`), null);
  assert.is(await asked(`satoshop_sid=${"%00".repeat(20)}`), null);
  assert.is(await asked(`sid=${await signIn()}`), null);
});

test("the cookie is out of reach of scripts and other sites, and of plain http where there is TLS", async () => {
  const cookieOf = async (origin: string) => {
    const hub = { ...t.hub, origin };
    const app = new Hono<HubEnv>().get("/", (c) => {
      setSessionCookie(c, hub, { token: "token", expiresAtMs: t.hub.clock() + 30n * DAY_MS });
      return c.body(null);
    });
    return (await app.request("/")).headers.get("set-cookie");
  };
  assert.is(await cookieOf("http://shop.lan"), "satoshop_sid=token; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax");
  assert.is(
    await cookieOf("https://shop.example"),
    "__Host-satoshop_sid=token; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

test("signing out takes the cookie away", async () => {
  const app = new Hono<HubEnv>().get("/", (c) => {
    clearSessionCookie(c, t.hub);
    return c.body(null);
  });
  assert.match((await app.request("/")).headers.get("set-cookie") ?? "", /^satoshop_sid=; Max-Age=0; Path=\//);
});
