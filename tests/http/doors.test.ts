import type { IncomingMessage } from "node:http";
import * as assert from "uvu/assert";
import type { Door } from "../../app/http/door.ts";
import { DEFAULT_RATE_LIMITS } from "../../app/http/rate-limits.ts";
import { suite } from "../support/suite.ts";
import { addGoods, freshKey, openHub, posted, refused } from "./hub.ts";
import type { TestHub } from "./hub.ts";
import { Visitor } from "./pages/visitor.ts";

const test = suite("http/doors");

const onion: Door = { kind: "onion", hasAdmin: false, trustedProxy: undefined };
const deskOnion: Door = { kind: "admin-onion", hasAdmin: true, trustedProxy: undefined };
const outside: Door = { kind: "public", hasAdmin: false, trustedProxy: "10.0.0.9" };

async function openPublic(): Promise<TestHub> {
  return openHub({ door: outside, origin: "https://shop.example" });
}

test("a public hub answers to its own name alone, so that nobody else's page can play the hub", async () => {
  const t = await openPublic();
  assert.is((await t.app.request("https://shop.example/")).status, 200);
  for (const host of ["shop.example.evil.example", "evil.example", "192.168.1.5:3000", "localhost"]) {
    await refused(t.app.request(`https://${host}/api/v1/products`), "wrong-host");
  }
  await t.close();
});

test("whoever watches over the hub may ask by any name whether it is well", async () => {
  const t = await openPublic();
  assert.is((await t.app.request("http://10.0.0.7:4000/livez")).status, 200);
  await t.close();
});

test("an address that was typed counts as ours on the LAN only", async () => {
  const t = await openHub({ door: onion, origin: "http://abc.onion" });
  const { body } = await addGoods(t);
  const from = (Origin: string) =>
    t.app.request("http://abc.onion/api/v1/orders", posted(body, { ...freshKey(), Origin, Host: "abc.onion" }));
  assert.is((await from("http://abc.onion")).status, 201);
  await refused(from("https://abc.onion"), "cross-site");
  await t.close();
});

test("the proxy that was named says who asks, and nobody can say so in its place", async () => {
  const limits = { ...DEFAULT_RATE_LIMITS, orders: { perMinute: 6, burst: 1 } };
  const t = await openHub({ door: outside, origin: "https://shop.example", limits });
  const { body } = await addGoods(t);
  const status = async (remoteAddress: string, forwarded: string) => {
    // The limit looks at nothing else of the message.
    const incoming = { socket: { remoteAddress } } as IncomingMessage;
    const sent = posted(body, { ...freshKey(), "X-Forwarded-For": forwarded });
    return (await t.app.request("https://shop.example/api/v1/orders", sent, { incoming })).status;
  };
  assert.equal([await status("10.0.0.9", "1.1.1.1"), await status("10.0.0.9", "1.1.1.2")], [201, 201]);
  assert.is(await status("::ffff:10.0.0.9", "1.1.1.1"), 429, "the same visitor again");
  assert.is(
    await status("10.0.0.9", "9.9.9.9, 1.1.1.2"),
    429,
    "what a visitor sends along stands before the proxy's word",
  );
  assert.equal([await status("10.0.0.8", "1.1.1.3"), await status("10.0.0.8", "1.1.1.4")], [201, 429]);
  await t.close();
});

test("a cookie of one kind of door is none behind another", async () => {
  const home = await openHub();
  const owner = new Visitor(home);
  await owner.signIn({ role: "owner" });
  const token = owner.cookie("satoshop_sid") ?? "";
  const account = (t: TestHub, name: string) =>
    t.app.request(`${t.hub.origin}/account`, { headers: { Cookie: `${name}=${token}` } });
  const { hub } = home;
  for (const [door, origin, name] of [
    [onion, "http://abc.onion", "satoshop_onion_sid"],
    [deskOnion, "http://desk.onion", "satoshop_onion_sid"],
    [outside, "https://shop.example", "__Host-satoshop_sid"],
  ] as const) {
    const t = await openHub({ ...hub, door, origin });
    assert.is((await account(t, "satoshop_sid")).status, 401, door.kind);
    assert.is((await account(t, name)).status, 200, door.kind);
    await t.shop.db.destroy();
  }
  await home.close();
});

test("only an https door tells browsers to stay with https", async () => {
  const t = await openPublic();
  const answer = await t.app.request("https://shop.example/");
  assert.match(answer.headers.get("strict-transport-security") ?? "", /^max-age=\d{8}/);
  await t.close();
  const tor = await openHub({ door: onion, origin: "http://abc.onion" });
  assert.is((await tor.app.request("http://abc.onion/")).headers.get("strict-transport-security"), null);
  await tor.close();
});

test("the link for a new seller leads to the shop's address, not to the owner's door", async () => {
  const t = await openHub({
    addresses: { lan: "http://shop.lan:3000", admin: "http://shop.lan:3001" },
    origin: "http://shop.lan:3001",
  });
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  const invited = async () => (await owner.post(`/owner/stalls/${t.shop.stallId}/invite`, {})).html;
  assert.match(await invited(), /value="http:\/\/localhost:3000\/join#/, "under the name that the owner has typed");
  await t.close();
});

const onions = { lan: "http://shop.lan:3000", onion: "http://shop.onion", "admin-onion": "http://desk.onion" };

async function openDesk(): Promise<TestHub> {
  return openHub({ door: deskOnion, origin: "http://desk.onion", addresses: onions });
}

test("the owner's onion door has the desk, under its own name alone", async () => {
  const t = await openDesk();
  const owner = new Visitor(t, "en", t.hub.origin);
  await owner.signIn({ role: "owner" });
  assert.is((await owner.get("/owner")).status, 200);
  await refused(t.app.request("http://shop.onion/"), "wrong-host");
  await t.close();
});

test("the shop's onion door knows no desk, and never names where it is, not even to the owner", async () => {
  const t = await openHub({ door: onion, origin: "http://shop.onion", addresses: onions });
  const owner = new Visitor(t, "en", t.hub.origin);
  await owner.signIn({ role: "owner" });
  assert.is((await owner.get("/owner")).status, 404);
  for (const path of ["/", "/account", "/sign-in"]) assert.not.match((await owner.get(path)).html, "desk.onion");
  await t.close();
});

test("whoever the owner invites to the shop from the onion desk is sent to the shop's onion", async () => {
  const t = await openDesk();
  const owner = new Visitor(t, "en", t.hub.origin);
  await owner.signIn({ role: "owner" });
  const { html } = await owner.post(`/owner/stalls/${t.shop.stallId}/invite`, {});
  assert.match(html, /value="http:\/\/shop[.]onion\/join#/);
  await t.close();
});

test("a helper whom the owner invites over Tor finds the desk without leaving it", async () => {
  const t = await openHub({
    door: deskOnion,
    origin: "http://desk.onion",
    addresses: { ...onions, admin: "http://shop.lan:3001" },
  });
  const owner = new Visitor(t, "en", t.hub.origin);
  await owner.signIn({ role: "owner" });
  const { html } = await owner.post("/owner/people/invite", { role: "viewer", name: "Kim" });
  assert.match(html, /value="http:\/\/desk[.]onion\/join#/);
  await t.close();
});

test("coming in at the owner's onion door is counted as for all who come over Tor, and by itself", async () => {
  const limits = {
    ...DEFAULT_RATE_LIMITS,
    signIns: { perMinute: 1, burst: 1 },
    onionSignIns: { perMinute: 1, burst: 2 },
  };
  const t = await openHub({ door: deskOnion, origin: "http://desk.onion", addresses: onions, limits });
  const attempt = async () =>
    (await t.app.request("http://desk.onion/join", { method: "POST", body: new URLSearchParams({ token: "x" }) }))
      .status;
  const statuses = [await attempt(), await attempt(), await attempt()];
  assert.equal(
    statuses.map((status) => status === 429),
    [false, false, true],
  );
  await t.close();
});
