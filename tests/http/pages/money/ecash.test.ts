import * as assert from "uvu/assert";
import { transact } from "../../../../app/db/transact.ts";
import { quarantine } from "../../../../app/ecash/mints/quarantine.ts";
import { shopKey } from "../../../../app/ecash/shop-key.ts";
import { sandboxOperator } from "../../../../app/gateways/mint/sandbox-operator.ts";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { FOREIGN_URL, openForeign } from "../../../ecash/foreign.ts";
import { ecashOf, MINT_URL } from "../../../ecash/world.ts";
import { suite } from "../../../support/suite.ts";
import { locked, lockTo, swapped } from "../../../support/swapped-token.ts";
import { openHub, placeOrder } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { comeIn } from "../people/come-in.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/money/ecash");

type World = TestHub & {
  ecash: Awaited<ReturnType<typeof ecashOf>>;
  foreign: Awaited<ReturnType<typeof openForeign>>;
};

async function within(body: (t: World, owner: Visitor) => Promise<void>): Promise<void> {
  const t = await openHub();
  const ecash = await ecashOf(t.shop);
  const foreign = await openForeign({ ...ecash, shop: t.shop }, { isListed: false });
  t.hub.ecash = foreign.ecash;
  const { visitor } = await comeIn(t, "owner");
  try {
    await body({ ...t, ecash, foreign }, visitor);
  } finally {
    foreign.close();
    ecash.close();
    await t.close();
  }
}

const BASE = "/owner/ecash";
const FOREIGN_PAGE = `${BASE}/mint?url=${encodeURIComponent(FOREIGN_URL)}`;
const LIMITS = { payment: "1,000", cap: "5000" };

async function add(owner: Visitor, typed: Record<string, string> = {}): Promise<Answer> {
  const page = await owner.get(BASE);
  return owner.submit(page, `${BASE}/mints`, { address: FOREIGN_URL, ...LIMITS, ...typed });
}

/** A buyer pastes a token into the page of an order over so many sats. */
async function pay(t: World, sat: bigint, token: string): Promise<string> {
  const { id, key } = await placeOrder(t, { priceMinor: sat });
  await new Visitor(t).post(`/orders/${id}/${key}/ecash`, { token });
  const row = t.hub.db.selectFrom("orders").select("state").where("id", "=", id);
  return (await row.executeTakeFirstOrThrow()).state;
}

function quarantined({ hub, foreign }: World, reason: "keys-changed" | "never-paid" | "signature-wrong") {
  const now = foreign.ecash.clock();
  return transact(hub.db, (tx) => quarantine(tx, { mintUrl: FOREIGN_URL, reason, now }));
}

test("a mint that the owner has put on the list is one that buyers can pay with", async () => {
  await within(async (t, owner) => {
    const token = await t.foreign.token(511n);
    assert.is(await pay(t, 500n, token), "open");
    const added = await add(owner);
    assert.match(wordsOf(added), /E-cash of this mint is taken now.*other\.example/);
    assert.is(await pay(t, 500n, token), "paid");
    const words = wordsOf(await owner.get(BASE));
    assert.match(words, /In the wallet 50\d sat/);
    assert.match(words, /other\.example Taken 1,000 sat 0 sat of 5,000 sat/);
    assert.match(words, /mint\.example The hub’s own Taken No limit/);
  });
});

test("the owner turns the own mint to new keys, where the hub is its operator", async () => {
  await within(async (t, owner) => {
    const own = `${BASE}/mint?url=${encodeURIComponent(MINT_URL)}`;
    assert.not.match(wordsOf(await owner.get(own)), /New keys/);
    t.hub.mintOperator = sandboxOperator(t.ecash.mint);
    const page = await owner.get(own);
    const turned = await owner.submit(page, `${BASE}/mint/turn`);
    assert.match(wordsOf(turned), /The mint signs with new keys.*In use.*No new coins/);
    const again = await owner.submit(page, `${BASE}/mint/turn`);
    assert.is(again.status, 409);
    assert.match(wordsOf(again), /changed meanwhile/);
    assert.not.match(wordsOf(await owner.get(FOREIGN_PAGE)), /New keys/);
  });
});

test("what speaks against a mint stands at its field, with what was typed", async () => {
  await within(async (t, owner) => {
    const known = await add(owner, { address: MINT_URL });
    assert.is(known.status, 409);
    assert.match(wordsOf(known), /This mint is on the list already/);
    assert.ok(known.html.includes(`value="${MINT_URL}"`));
    const wrong = await add(owner, { address: "", payment: "0", cap: "many" });
    assert.is(wrong.status, 422);
    assert.is(wrong.html.match(/aria-invalid="true"/g)?.length, 3);
    const tight = await add(owner, { payment: "10", cap: "9" });
    assert.match(wordsOf(tight), /at least as much as for one payment/);
    t.foreign.trouble.push({ path: "/v1/info", how: "not-applied" });
    const silent = await add(owner);
    assert.is(silent.status, 502);
    assert.match(wordsOf(silent), /The mint does not answer/);
    const { info } = t.foreign.port;
    const without = async () => ({ ...(await info()), nuts: new Set([5, 7, 8, 10, 11]) });
    t.hub.ecash = { ...t.foreign.ecash, mintAt: () => ({ ...t.foreign.port, info: without }) };
    const lacking = await add(owner);
    assert.is(lacking.status, 422);
    assert.match(wordsOf(lacking), /What it lacks: NUT-09, NUT-12\./);
  });
});

test("an address inside the owner's network is asked only when the hub may", async () => {
  await within(async (t, owner) => {
    t.hub.checkReceiver = async () => "private";
    const refused = await add(owner, { address: "https://router.lan" });
    assert.is(refused.status, 422);
    assert.match(wordsOf(refused), /inside a private network/);
  });
});

test("the owner changes how much of a mint is taken, switches it off and on, and the acts tell so", async () => {
  await within(async (t, owner) => {
    const page = await add(owner);
    const wrong = await owner.submit(page, `${BASE}/mint/limits`, { payment: "", cap: "1" });
    assert.is(wrong.status, 422);
    const limited = await owner.submit(wrong, `${BASE}/mint/limits`, { payment: "20", cap: "30" });
    assert.match(wordsOf(limited), /The limits are saved\..*Most in one payment 20 sat Most on its way at once 30 sat/);
    const off = await owner.submit(limited, `${BASE}/mint/off`);
    assert.match(wordsOf(off), /not taken any more/);
    t.foreign.trouble.push({ path: "/v1/keysets", how: "not-applied" });
    const silent = await owner.submit(off, `${BASE}/mint/on`);
    assert.is(silent.status, 502);
    assert.match(wordsOf(silent), /The mint does not answer.*Off/);
    assert.match(wordsOf(await owner.submit(silent, `${BASE}/mint/on`)), /is taken again/);
    const acts = wordsOf(await owner.get("/owner/audit?kind=money"));
    for (const act of ["Takes e-cash of other.example again", "Takes no more e-cash of other.example"])
      assert.ok(acts.includes(act), act);
    for (const act of ["Changed the limits for other.example", "Began to take e-cash of other.example"])
      assert.ok(acts.includes(act), act);
  });
});

test("a quarantined mint says on every page of the owner's what it did and what to do, until it is released", async () => {
  await within(async (t, owner) => {
    await add(owner);
    await quarantined(t, "never-paid");
    for (const path of ["/owner", BASE])
      assert.match(wordsOf(await owner.get(path)), /1 mint is quarantined Nothing of it is taken/, path);
    const page = await owner.get(FOREIGN_PAGE);
    assert.match(wordsOf(page), /says that it has paid an invoice.*What to do Ask whoever runs it for the proof/);
    const released = await owner.submit(page, `${BASE}/mint/release`);
    assert.match(wordsOf(released), /Released\. It is off/);
    assert.not.match(wordsOf(await owner.get("/owner")), /quarantined/);
    assert.match(wordsOf(await owner.get("/owner/audit")), /Released other\.example from quarantine/);
    await quarantined(t, "keys-changed");
    assert.match(wordsOf(await owner.get(FOREIGN_PAGE)), /shown other keys/);
  });
});

test("the journal says in plain words how each thing stands, and leads to its order", async () => {
  await within(async (t, owner) => {
    await add(owner);
    await pay(t, 500n, await t.foreign.token(511n));
    const all = await owner.get(`${BASE}/journal`);
    assert.match(wordsOf(all), /Having coins made for what another mint has paid mint\.example \S+ Done 50\d sat/);
    assert.match(wordsOf(all), /Paying out a buyer’s e-cash at its mint other\.example \S+ Done 511 sat/);
    assert.match(all.html, /href="\/owner\/orders\/ord_/);
    assert.match(wordsOf(await owner.get(`${BASE}/journal?show=open`)), /Nothing is under way/);
    assert.match(wordsOf(await owner.get(`${BASE}/journal?show=blocked`)), /Nothing needs you/);
    t.ecash.trouble.push({ path: "/v1/swap", how: "unanswered" });
    await pay(t, 40n, await t.ecash.token(40n));
    assert.match(
      wordsOf(await owner.get(`${BASE}/journal?show=open`)),
      /Taking in a buyer’s e-cash .* Under way 40 sat/,
    );
  });
});

test("each reason why something is not done has words of its own, and what is left to a person leads there", async () => {
  await within(async (t, owner) => {
    await pay(t, 40n, await t.ecash.token(40n));
    const set = (state: "open" | "refused" | "blocked", reason: string) =>
      t.hub.db.updateTable("ecash_op").set({ state, reason, tries: 3n }).execute();
    const journal = async () => wordsOf(await owner.get(`${BASE}/journal`));
    await set("open", "");
    assert.match(await journal(), /Under way Asked 3 times; next /);
    const no = [
      "coin-spent",
      "coin-invalid",
      "payment-failed",
      "quote-expired",
      "keyset-inactive",
      "switched-off",
      "new",
    ];
    const said = new Set<string>();
    for (const reason of no) {
      await set("refused", reason);
      said.add(/Not done (.*?\.) /.exec(await journal())?.[1] ?? "");
    }
    const left = ["signed-in-part", "coins-gone", "quote-issued", "never-paid", "signature-wrong", "new"];
    for (const reason of left) {
      await set("blocked", reason);
      said.add(/Needs you (?!All|Nothing)(The|Coins) (.*?\.) /.exec(await journal())?.[0] ?? "");
    }
    assert.is(said.size, no.length + left.length);
    assert.not.ok(said.has(""));
    for (const path of ["/owner", BASE]) {
      const page = await owner.get(path);
      assert.match(wordsOf(page), /1 thing with e-cash needs you/, path);
      assert.ok(page.html.includes(`href="${BASE}/journal?show=blocked"`), path);
    }
  });
});

test("a hub without a mint says how to get one, and has nothing else to show", async () => {
  const t = await openHub();
  const { visitor: owner } = await comeIn(t, "owner");
  assert.match(wordsOf(await owner.get(BASE)), /takes no e-cash yet.*MINT_URL/);
  assert.is((await owner.get(`${BASE}/journal`)).status, 404);
  assert.is((await owner.get(FOREIGN_PAGE)).status, 404);
  assert.is((await owner.post(`${BASE}/mints`, { address: FOREIGN_URL, ...LIMITS })).status, 404);
  assert.is((await owner.post(`${BASE}/mint/on`, { url: FOREIGN_URL })).status, 404);
  await t.close();
});

test("a mint that is not on the list has no page and is not changed", async () => {
  await within(async (_, owner) => {
    assert.is((await owner.get(FOREIGN_PAGE)).status, 404);
    assert.is((await owner.post(`${BASE}/mint/off`, { url: FOREIGN_URL })).status, 404);
  });
});

test("only the owner changes mints, with a fresh proof; whoever helps may look", async () => {
  await within(async (t, owner) => {
    await add(owner);
    const { visitor: operator } = await comeIn(t, "operator");
    const seen = await operator.get(BASE);
    assert.is(seen.status, 200);
    assert.not.match(seen.html, /action="\/owner\/ecash/);
    assert.is((await operator.post(`${BASE}/mint/off`, { url: FOREIGN_URL })).status, 403);
    t.shop.clock.advance(10n * MINUTE_MS);
    for (const path of [BASE, FOREIGN_PAGE]) {
      const page = await owner.get(path);
      assert.not.match(page.html, /action="\/owner\/ecash/, path);
      assert.match(page.html, /\/account\/confirm\?wanted=%2Fowner%2Fecash/, path);
    }
    assert.is((await owner.post(`${BASE}/mint/off`, { url: FOREIGN_URL })).status, 403);
  });
});

test("the owner lets so much out of hand without a line, and a buyer's page and the seller's say what is held", async () => {
  await within(async (t, owner) => {
    await add(owner);
    const page = await owner.get(BASE);
    const wrong = await owner.submit(page, `${BASE}/offline`, { sale: "100", total: "99" });
    assert.is(wrong.status, 422);
    assert.match(wordsOf(wrong), /at least as much as for one sale/);
    const many = await owner.submit(wrong, `${BASE}/offline`, { sale: "many", total: "" });
    assert.is(many.status, 422);
    const saved = await owner.submit(page, `${BASE}/offline`, { sale: "1,000", total: "2000" });
    assert.match(wordsOf(saved), /Saved\./);
    const { id, key } = await placeOrder(t, { priceMinor: 500n });
    const publicKey = t.foreign.ecash.kit.publicKeyOf(shopKey(t.foreign.ecash));
    const token = await swapped(t.foreign.port, await t.foreign.token(520n), locked(lockTo(publicKey)));
    t.foreign.trouble.push({ path: "/v1/melt/quote", how: "not-applied" });
    await new Visitor(t).post(`/orders/${id}/${key}/ecash`, { token });
    assert.match(wordsOf(await new Visitor(t).get(`/orders/${id}/${key}`)), /of e-cash, locked to this shop/);
    assert.match(wordsOf(await owner.get(BASE)), /51\d sat wait until their mints can be asked/);
    assert.match(wordsOf(await owner.get("/owner/audit?kind=money")), /how much e-cash is taken without a line/);
  });
});
