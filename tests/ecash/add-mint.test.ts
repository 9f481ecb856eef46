import * as assert from "uvu/assert";
import { addMint } from "../../app/ecash/add-mint.ts";
import { changeMint } from "../../app/ecash/change-mint.ts";
import { listMints } from "../../app/ecash/list-mints.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { msatFromSat } from "../../app/domain/money.ts";
import { Misconfigured, NotApplied } from "../../app/domain/outcome.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import type { AddressTrouble } from "../../app/gateways/web/port.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { FOREIGN_URL, openForeign } from "./foreign.ts";
import type { Foreign } from "./foreign.ts";
import { MINT_URL, openEcashWorld, trust } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/add-mint");
const owner = { personId: "per_owner", ...visit };
const limits = { paymentCapMsat: msatFromSat(1_000n), capMsat: msatFromSat(5_000n) };

async function within(body: (world: EcashWorld, foreign: Foreign) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  const foreign = await openForeign(world, { isListed: false });
  try {
    await body(world, foreign);
  } finally {
    foreign.close();
    await world.close();
  }
}

/** The other mint, with some of what it answers put in place of the truth. */
function instead(foreign: Foreign, lies: Partial<MintPort>): Foreign["ecash"] {
  const mintAt = (url: string) => (url === FOREIGN_URL ? { ...foreign.port, ...lies } : foreign.ecash.mintAt(url));
  return { ...foreign.ecash, mintAt };
}

async function add(ecash: Foreign["ecash"], address = FOREIGN_URL, how: Partial<typeof limits> = {}) {
  const added = await addMint(ecash, { address, ...limits, ...how }, owner);
  return isRefused(added) ? added.reason : added.url;
}

function unasked(): never {
  throw new Error("it was asked");
}

async function stateOf({ shop: { db } }: EcashWorld, url = FOREIGN_URL) {
  return (await listMints(db)).find((mint) => mint.url === url)?.state;
}

test("a mint that can do what is needed is put on the list, and its token pays an order", async () => {
  await within(async (w, f) => {
    const order = await w.order(500n);
    const token = await f.token(511n);
    const bring = () => receiveToken(f.ecash, { chargeId: order.chargeId, token });
    const before = await bring();
    assert.is(isRefused(before) && before.reason, "mint-not-taken");
    assert.is(await add(f.ecash, `  ${FOREIGN_URL}/ `), FOREIGN_URL);
    const after = await bring();
    assert.is(isRefused(after) ? after.reason : after.state, "done");
    const [act] = await w.shop.db.selectFrom("event").selectAll().where("type", "=", "mint.added").execute();
    assert.is(act?.actor, owner.personId);
    const body = { capMsat: "5000000", mint: FOREIGN_URL, paymentCapMsat: "1000000" };
    assert.equal(JSON.parse(act?.body ?? ""), body);
  });
});

test("no more of it is taken than its limits say", async () => {
  await within(async (w, f) => {
    await add(f.ecash, FOREIGN_URL, { paymentCapMsat: msatFromSat(100n), capMsat: msatFromSat(100n) });
    const order = await w.order(200n);
    const more = await receiveToken(f.ecash, { chargeId: order.chargeId, token: await f.token(101n) });
    assert.is(isRefused(more) && more.reason, "mint-capped");
    const url = FOREIGN_URL;
    await changeMint(f.ecash, { url, change: { kind: "limits", ...limits } }, owner);
    const taken = await receiveToken(f.ecash, { chargeId: order.chargeId, token: await f.token(101n) });
    assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
  });
});

test("a mint that lacks something is told what, and not put on the list", async () => {
  await within(async (w, f) => {
    const info = await f.port.info();
    const nuts = new Set([...info.nuts].filter((nut) => nut !== 9 && nut !== 12));
    const meltLimit = { ...info.meltLimit, isDisabled: true };
    const none = instead(f, { info: async () => ({ ...info, nuts, meltLimit }), keysets: async () => [] });
    const lacking = await addMint(none, { address: FOREIGN_URL, ...limits }, owner);
    assert.equal(lacking, { kind: "refused", reason: "mint-unsuited", lacks: [2, 5, 9, 12] });
    const other = instead(f, { info: () => Promise.reject(new Misconfigured("a web page")) });
    assert.is(await add(other), "mint-unsuited");
    assert.is(await stateOf(w), undefined);
  });
});

test("a mint that does not need to issue for the hub need not issue at all", async () => {
  await within(async (_, f) => {
    const info = await f.port.info();
    const nuts = new Set([5, 7, 8, 9, 10, 11, 12]);
    const mintLimit = { ...info.mintLimit, isDisabled: true };
    assert.is(await add(instead(f, { info: async () => ({ ...info, nuts, mintLimit }) })), FOREIGN_URL);
  });
});

test("a mint that does not answer is not put on the list", async () => {
  await within(async (w, f) => {
    f.trouble.push({ path: "/v1/info", how: "not-applied" });
    assert.is(await add(f.ecash), "mint-silent");
    f.trouble.push({ path: "/v1/keysets", how: "unanswered" });
    assert.is(await add(f.ecash), "mint-silent");
    assert.is(await stateOf(w), undefined);
  });
});

test("one that stops answering before its keys are known is on the list, off, until it is switched on", async () => {
  await within(async (w, f) => {
    const deaf = instead(f, { keysOf: () => Promise.reject(new NotApplied("gone")) });
    assert.is(await add(deaf), "mint-silent");
    assert.is(await stateOf(w), "off");
    assert.is(await add(f.ecash), "mint-known");
    const on = await changeMint(f.ecash, { url: FOREIGN_URL, change: { kind: "on" } }, owner);
    assert.equal(on, { kind: "changed" });
    assert.is(await stateOf(w), "on");
  });
});

test("a mint is on the list once, however its address is written", async () => {
  await within(async (w, f) => {
    assert.is(await add(f.ecash, `${MINT_URL}/`), "mint-known");
    const both = await Promise.all([add(f.ecash), add(f.ecash, "http://OTHER.example")]);
    assert.equal(both.toSorted(), [FOREIGN_URL, "mint-known"]);
    const alias = { ...f.ecash, mintAt: () => ({ ...f.port, url: "http://alias.example" }) };
    assert.is(await add(alias, "http://alias.example"), "mint-known");
    assert.is((await listMints(w.shop.db)).length, 2);
  });
});

test("nothing is asked at an address that the hub would never ask", async () => {
  await within(async (_, f) => {
    const never = { ...f.ecash, mintAt: unasked };
    for (const address of ["", "other.example", "ftp://other.example", "http://me:secret@other.example"])
      assert.is(await add(never, address), "receiver-not-https", address);
    for (const address of [`${FOREIGN_URL}?key=1`, `${FOREIGN_URL}#1`])
      assert.is(await add(never, address), "receiver-not-https", address);
    for (const trouble of ["not-https", "private", "no-tor"] satisfies AddressTrouble[]) {
      const checked = { ...never, checkAddress: async () => trouble };
      assert.is(await add(checked), `receiver-${trouble}`);
    }
  });
});

test("limits have to let a payment through", async () => {
  await within(async (w, f) => {
    const none = await addMint(f.ecash, { ...limits, address: FOREIGN_URL, paymentCapMsat: msatFromSat(0n) }, owner);
    assert.equal(none, { kind: "refused", reason: "invalid-input", pointer: "/paymentCapMsat" });
    const tight = await addMint(f.ecash, { ...limits, address: FOREIGN_URL, capMsat: msatFromSat(999n) }, owner);
    assert.equal(tight, { kind: "refused", reason: "invalid-input", pointer: "/capMsat" });
    assert.is(await stateOf(w), undefined);
  });
});

test("so many mints are taken that the code which names them can still be scanned", async () => {
  await within(async (w, f) => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) await trust(w.shop, `http://m${number}.example`, "foreign");
    assert.is(await add(f.ecash), "too-many-mints");
    assert.is(await stateOf(w), "off");
    await changeMint(f.ecash, { url: "http://m1.example", change: { kind: "off" } }, owner);
    await changeMint(f.ecash, { url: FOREIGN_URL, change: { kind: "on" } }, owner);
    assert.is(await stateOf(w), "on");
  });
});
