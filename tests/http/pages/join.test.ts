import * as assert from "uvu/assert";
import { invite } from "../../../app/accounts/invite.ts";
import { HOUR_MS } from "../../../app/domain/time.ts";
import { DEFAULT_RATE_LIMITS } from "../../../app/http/rate-limits.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { seedStall } from "./goods.ts";
import { Visitor, linkIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/join");

test("the owner's link leads to the owner's desk, once", async () => {
  const t = await openHub();
  const { token } = await invite(t.hub, { role: "owner" });
  const owner = new Visitor(t);
  assert.is((await owner.submit(await owner.get("/join"), "/join", { code: token })).path, "/owner");
  const second = new Visitor(t);
  const spent = await second.submit(await second.get("/join"), "/join", { code: token });
  assert.is(spent.status, 410);
  assert.match(wordsOf(spent), /already used or has expired/);
  assert.is(second.cookie("satoshop_sid"), undefined);
  await t.close();
});

test("looking at the door opens nothing: a link preview cannot use up the code", async () => {
  const t = await openHub();
  const { token } = await invite(t.hub, { role: "owner" });
  await new Visitor(t).get("/join");
  await t.app.request("/join", { method: "HEAD" });
  const owner = new Visitor(t);
  assert.is(
    (await owner.submit(await owner.get("/join"), "/join", { code: `http://shop.lan:3000/join#${token}` })).path,
    "/owner",
  );
  await t.close();
});

test("a link that is too old, half a code and no code open nothing", async () => {
  const t = await openHub();
  const { token } = await invite(t.hub, { role: "owner" });
  t.shop.clock.advance(HOUR_MS);
  for (const [code, status] of [
    [token, 410],
    [token.slice(1), 422],
    ["", 422],
    ["x".repeat(43), 410],
    [`${token}\u{0}`, 422],
  ] as const) {
    const visitor = new Visitor(t);
    assert.is((await visitor.submit(await visitor.get("/join"), "/join", { code })).status, status);
    assert.is(visitor.cookie("satoshop_sid"), undefined);
  }
  await t.close();
});

test("the owner invites a seller, who comes in at the stall's desk and sees nothing of the owner's", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard", "Halla Orchard");
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const invited = await owner.submit(await owner.get("/owner/stalls"), `/owner/stalls/${stallId}/invite`);
  assert.is(invited.headers.get("cache-control"), "no-store");
  const code = linkIn(invited, /\/join#/).split("#")[1] ?? "";
  const seller = new Visitor(t);
  const desk = await seller.submit(await seller.get("/join"), "/join", { code, name: "Mina" });
  assert.is(desk.path, "/desk");
  assert.match(wordsOf(desk), /Halla Orchard.*Hello, Mina/);
  assert.is((await seller.get("/owner")).status, 403);
  assert.ok(!t.logged.join("").includes(code), "the code is in the log");
  await t.close();
});

test("whoever signs out is out, even with the old cookie", async () => {
  const t = await openHub();
  const owner = new Visitor(t);
  const desk = await owner.signIn({ role: "owner" });
  const cookie = owner.cookie("satoshop_sid") ?? "";
  await owner.submit(desk, "/sign-out");
  assert.is(owner.cookie("satoshop_sid"), undefined);
  owner.setCookie("satoshop_sid", cookie);
  assert.is((await owner.get("/owner")).status, 401);
  await t.close();
});

test("a session cookie cannot be read by scripts and is not sent from other sites", async () => {
  const t = await openHub();
  const { token } = await invite(t.hub, { role: "owner" });
  const response = await t.app.request("/join", {
    method: "POST",
    body: new URLSearchParams({ code: token, name: "" }),
  });
  assert.match(response.headers.get("set-cookie") ?? "", /^satoshop_sid=[\w-]{43}; .*HttpOnly; SameSite=Lax/);
  await t.close();
});

test("guessing codes is slowed down", async () => {
  const t = await openHub({ limits: DEFAULT_RATE_LIMITS });
  const visitor = new Visitor(t);
  const statuses = [];
  for (let tries = 0; tries < 20; tries += 1)
    statuses.push((await visitor.post("/join", { code: "x".repeat(43), name: "" })).status);
  assert.ok(statuses.includes(429));
  const last = await visitor.post("/join", { code: "x".repeat(43), name: "" });
  assert.match(wordsOf(last), /One moment, please.*Wait \d+ seconds? and try again/);
  await t.close();
});
