import * as assert from "uvu/assert";
import type { Hub } from "../../../app/http/context.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import type { TestHub } from "../hub.ts";

const test = suite("Onion-Location");

const addresses: Hub["addresses"] = { public: "https://shop.example", onion: "http://abc.onion" };

function openPublic(changes: Partial<Hub> = {}): Promise<TestHub> {
  const door = { kind: "public", hasAdmin: false, trustedProxy: undefined } as const;
  return openHub({ door, origin: "https://shop.example", addresses, ...changes });
}

async function told(t: TestHub, path: string, init?: RequestInit): Promise<string | null> {
  return (await t.app.request(`${t.hub.origin}${path}`, init)).headers.get("onion-location");
}

test("a page at the public address tells where it is at the onion address, path and question included", async () => {
  const t = await openPublic();
  assert.is(await told(t, "/"), "http://abc.onion/");
  assert.is(await told(t, "/docs?x=%2f%20y"), "http://abc.onion/docs?x=%2f%20y");
  await t.close();
});

test("what is no page, or not there, tells nothing", async () => {
  const t = await openPublic();
  for (const path of ["/api/v1/products", "/assets/app.0123456789.css", "/livez", "/nothing"])
    assert.is(await told(t, path, { headers: { Accept: "text/html" } }), null, path);
  await t.close();
});

test("without an onion door nothing is told", async () => {
  const t = await openPublic({ addresses: { public: "https://shop.example" } });
  assert.is(await told(t, "/"), null);
  await t.close();
});

test("an onion door without an onion address is not told: Tor Browser would refuse it", async () => {
  const t = await openPublic({ addresses: { ...addresses, onion: "http://127.0.0.1:3090" } });
  assert.is(await told(t, "/"), null);
  await t.close();
});

test("no other door tells it, least of all the onion one", async () => {
  for (const [kind, origin] of [
    ["onion", "http://abc.onion"],
    ["lan", "http://shop.lan:3000"],
    ["admin-onion", "http://desk.onion"],
  ] as const) {
    const t = await openHub({ door: { kind, hasAdmin: false, trustedProxy: undefined }, origin, addresses });
    assert.is(await told(t, "/"), null, kind);
    await t.close();
  }
});

test("the owner's onion address is never told", async () => {
  const t = await openPublic({ addresses: { public: "https://shop.example", "admin-onion": "http://desk.onion" } });
  assert.is(await told(t, "/"), null);
  await t.close();
});
