import * as assert from "uvu/assert";
import { changeMint } from "../../app/ecash/change-mint.ts";
import type { MintChange } from "../../app/ecash/change-mint.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { listMints } from "../../app/ecash/list-mints.ts";
import { refreshMints } from "../../app/ecash/refresh-mints.ts";
import { requestCoins } from "../../app/ecash/request-coins.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { trustOwnMint } from "../../app/ecash/trust-own-mint.ts";
import { msatFromSat } from "../../app/domain/money.ts";
import { Misconfigured } from "../../app/domain/outcome.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { FOREIGN_URL, openForeign } from "./foreign.ts";
import type { Foreign } from "./foreign.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/change-mint");
const owner = { personId: "per_owner", ...visit };
const limits = { paymentCapMsat: msatFromSat(10n), capMsat: msatFromSat(20n) };

async function within(body: (world: EcashWorld, foreign: Foreign) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  const foreign = await openForeign(world);
  try {
    await body(world, foreign);
  } finally {
    foreign.close();
    await world.close();
  }
}

async function change(ecash: Foreign["ecash"], wanted: MintChange, url = FOREIGN_URL) {
  const changed = await changeMint(ecash, { url, change: wanted }, owner);
  return isRefused(changed) ? changed.reason : changed.kind;
}

async function mintAt({ shop: { db } }: EcashWorld, url = FOREIGN_URL) {
  return (await listMints(db)).find((mint) => mint.url === url);
}

async function acts({ shop: { db } }: EcashWorld) {
  const rows = await db.selectFrom("event").select("type").where("stream", "=", "mints").orderBy("seq").execute();
  return rows.map(({ type }) => type);
}

async function bring(w: EcashWorld, f: Foreign) {
  const order = await w.order(100n);
  const taken = await receiveToken(f.ecash, { chargeId: order.chargeId, token: await f.token(111n) });
  return isRefused(taken) ? taken.reason : taken.state;
}

/** The other mint, showing another key than it is known for. */
function withOtherKeys(f: Foreign): Foreign["ecash"] {
  const keysOf: MintPort["keysOf"] = async (id) => {
    const shown = await f.port.keysOf(id);
    return shown && { ...shown, keys: { ...shown.keys, "1": shown.keys["2"] ?? "" } };
  };
  return { ...f.ecash, mintAt: () => ({ ...f.port, keysOf }) };
}

test("a mint that is off is not taken, and on again it is", async () => {
  await within(async (w, f) => {
    assert.is(await change(f.ecash, { kind: "off" }), "changed");
    assert.is(await bring(w, f), "mint-not-taken");
    assert.is(await change(f.ecash, { kind: "on" }), "changed");
    assert.is(await bring(w, f), "done");
    assert.equal(await acts(w), ["mint.switched-off", "mint.switched-on"]);
  });
});

test("what is on its way from a mint arrives although it was switched off meanwhile", async () => {
  await within(async (w, f) => {
    f.trouble.push({ path: "/v1/melt/bolt11", how: "unanswered" });
    const order = await w.order(100n);
    const token = await f.token(111n);
    const first = await receiveToken(f.ecash, { chargeId: order.chargeId, token });
    assert.is(isRefused(first) ? first.reason : first.state, "waiting");
    assert.is((await mintAt(w))?.onItsWayMsat, 111_000n);
    await change(f.ecash, { kind: "off" });
    w.shop.clock.advance(60_000n);
    await finishDueOps(f.ecash);
    await finishDueOps(f.ecash);
    const state = w.shop.db.selectFrom("orders").select("state").where("id", "=", order.orderId);
    assert.is((await state.executeTakeFirstOrThrow()).state, "paid");
    assert.is((await mintAt(w))?.onItsWayMsat, 0n);
  });
});

test("a quarantined mint is released by a person, and is off until it is switched on", async () => {
  await within(async (w, f) => {
    await refreshMints(withOtherKeys(f));
    assert.equal([(await mintAt(w))?.state, (await mintAt(w))?.reason], ["quarantined", "keys-changed"]);
    assert.is(await change(f.ecash, { kind: "on" }), "mint-quarantined");
    assert.is(await change(f.ecash, { kind: "off" }), "mint-changed");
    assert.is(await change(f.ecash, { kind: "release" }), "changed");
    assert.equal([(await mintAt(w))?.state, (await mintAt(w))?.reason], ["off", ""]);
    assert.is(await bring(w, f), "mint-not-taken");
    assert.is(await change(f.ecash, { kind: "on" }), "changed");
    assert.is(await bring(w, f), "done");
    assert.equal(await acts(w), ["mint.released", "mint.switched-on"]);
  });
});

test("one that still shows other keys after it was released is quarantined again", async () => {
  await within(async (w, f) => {
    await refreshMints(withOtherKeys(f));
    await change(f.ecash, { kind: "release" });
    assert.is(await change(withOtherKeys(f), { kind: "on" }), "mint-quarantined");
    assert.is((await mintAt(w))?.state, "quarantined");
    assert.equal(await acts(w), ["mint.released"]);
  });
});

test("a mint is changed from the state that it is in, and from no other", async () => {
  await within(async (w, f) => {
    assert.is(await change(f.ecash, { kind: "on" }), "mint-changed");
    assert.is(await change(f.ecash, { kind: "release" }), "mint-changed");
    await change(f.ecash, { kind: "off" });
    const both = await Promise.all([change(f.ecash, { kind: "on" }), change(f.ecash, { kind: "on" })]);
    assert.equal(both.toSorted(), ["changed", "mint-changed"]);
    assert.is(await change(f.ecash, { kind: "off" }, "http://nobody.example"), "unknown-mint");
    assert.is((await acts(w)).length, 2);
  });
});

test("a mint that does not answer, or signs nothing any more, is not switched on", async () => {
  await within(async (w, f) => {
    await change(f.ecash, { kind: "off" });
    f.trouble.push({ path: "/v1/keysets", how: "not-applied" });
    assert.is(await change(f.ecash, { kind: "on" }), "mint-silent");
    const keysets = async () => (await f.port.keysets()).map((each) => ({ ...each, isActive: false }));
    const still = { ...f.ecash, mintAt: () => ({ ...f.port, keysets }) };
    assert.is(await change(still, { kind: "on" }), "mint-unsuited");
    assert.is((await mintAt(w))?.state, "off");
  });
});

test("the hub's own mint has no limits, and while it is off nobody is asked for e-cash", async () => {
  await within(async (w, f) => {
    const asked = { chargeId: "chg_asked", dueMsat: 1_000n, postTo: "http://hub.example" };
    assert.equal((await requestCoins(f.ecash, asked))?.mints, [MINT_URL, FOREIGN_URL]);
    assert.is(await change(f.ecash, { kind: "limits", ...limits }, MINT_URL), "own-mint-unlimited");
    assert.is(await change(f.ecash, { kind: "off" }, MINT_URL), "changed");
    assert.is(await requestCoins(f.ecash, asked), undefined);
    assert.is(await bring(w, f), "mint-not-taken");
    assert.is(await change(f.ecash, { kind: "on" }, MINT_URL), "changed");
    assert.is(await bring(w, f), "done");
  });
});

test("limits are changed, and said who did it", async () => {
  await within(async (w, f) => {
    assert.is(await change(f.ecash, { kind: "limits", ...limits, capMsat: msatFromSat(9n) }), "invalid-input");
    assert.is(await change(f.ecash, { kind: "limits", ...limits }), "changed");
    const mint = await mintAt(w);
    assert.equal([mint?.paymentCapMsat, mint?.capMsat], [10_000n, 20_000n]);
    assert.is(await bring(w, f), "mint-capped");
    assert.equal(await acts(w), ["mint.limited"]);
  });
});

test("a stranger's mint that answers nonsense keeps no other from being looked at", async () => {
  await within(async (w, f) => {
    const keysets = () => Promise.reject(new Misconfigured("a web page"));
    const own = w.mint;
    own.rotate();
    const before = await w.shop.db.selectFrom("mint_keyset").select("id").where("mint_url", "=", MINT_URL).execute();
    await refreshMints({
      ...f.ecash,
      mintAt: (url) => (url === FOREIGN_URL ? { ...f.port, keysets } : f.ecash.mintAt(url)),
    });
    const after = await w.shop.db.selectFrom("mint_keyset").select("id").where("mint_url", "=", MINT_URL).execute();
    assert.is(after.length, before.length + 1);
  });
});

test("a mint that was the hub's own is off and taken for nothing until the owner says how much", async () => {
  await within(async (w, f) => {
    await trustOwnMint(w.shop, FOREIGN_URL);
    const before = await mintAt(w, MINT_URL);
    assert.equal([before?.isOwn, before?.state, before?.capMsat], [false, "off", 0n]);
    const now = await mintAt(w);
    assert.ok(now?.isOwn && now.capMsat > 10n ** 18n);
    assert.is(await change(f.ecash, { kind: "limits", ...limits }, MINT_URL), "changed");
  });
});
