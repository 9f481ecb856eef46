import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { finishDueOps } from "../../app/ecash/finish-due-ops.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import type { BlindSignature, MintPort } from "../../app/gateways/mint/port.ts";
import { balances } from "../../app/payments/balances.ts";
import { assertSound } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/quarantine");

async function within(body: (world: EcashWorld) => Promise<void>): Promise<void> {
  const world = await openEcashWorld();
  try {
    await body(world);
    await assertSound(world.shop);
  } finally {
    await world.close();
  }
}

/** The mint, with some of what it answers put in place of the truth. */
function lying(world: EcashWorld, lies: Partial<MintPort>): EcashWorld["ecash"] {
  const mint = { ...world.ecash.mintAt(MINT_URL), ...lies };
  return { ...world.ecash, mintAt: () => mint };
}

async function bring(w: EcashWorld, ecash: EcashWorld["ecash"], sat = 32n) {
  const order = await w.order(sat);
  const answer = await receiveToken(ecash, { chargeId: order.chargeId, token: await w.token(sat) });
  return { order, became: isRefused(answer) ? answer.reason : answer.state };
}

async function mintRow({ shop: { db } }: EcashWorld) {
  return db.selectFrom("mint").select(["state", "reason"]).where("url", "=", MINT_URL).executeTakeFirstOrThrow();
}

async function assertNothingCame({ shop: { db } }: EcashWorld): Promise<void> {
  assert.equal(await db.selectFrom("payment").selectAll().execute(), []);
  assert.equal(await db.selectFrom("coin").selectAll().execute(), []);
  assert.is((await balances(db)).get("asset:ecash") ?? 0n, 0n);
}

test("a mint that shows other keys under a known id is not used any more, until a person has looked", async () => {
  await within(async (w) => {
    const mint = w.ecash.mintAt(MINT_URL);
    const keysOf: MintPort["keysOf"] = async (id) => {
      const shown = await mint.keysOf(id);
      const [amount = "", key = ""] = Object.entries(shown?.keys ?? {})[0] ?? [];
      return (
        shown && { ...shown, keys: { ...shown.keys, [amount]: `${key.slice(0, -1)}${key.endsWith("0") ? 1 : 0}` } }
      );
    };
    assert.equal(await refreshKeysets(w.ecash, { ...mint, keysOf }), []);
    assert.equal(await mintRow(w), { state: "quarantined", reason: "keys-changed" });
    assert.is((await bring(w, w.ecash)).became, "mint-not-taken");
    await assertNothingCame(w);
  });
});

test("a mint that signs with something else than its keys has given nothing, and is not used any more", async () => {
  await within(async (w) => {
    const mint = w.ecash.mintAt(MINT_URL);
    const swap: MintPort["swap"] = async (request) => {
      const answer = await mint.swap(request);
      if (answer.kind === "refused") return answer;
      const wrong = ({ dleq }: BlindSignature) => dleq && { ...dleq, e: dleq.s };
      return { ...answer, signatures: answer.signatures.map((each) => ({ ...each, dleq: wrong(each) })) };
    };
    const { became } = await bring(w, lying(w, { swap }));
    assert.is(became, "blocked");
    assert.equal(await mintRow(w), { state: "quarantined", reason: "signature-wrong" });
    await assertNothingCame(w);
  });
});

test("a mint that has signed a part of what it was asked for is left to a person, and nothing is promised", async () => {
  await within(async (w) => {
    const mint = w.ecash.mintAt(MINT_URL);
    w.trouble.push({ path: "/v1/swap", how: "unanswered" });
    const ecash = lying(w, { restore: async (outputs) => (await mint.restore(outputs)).slice(0, 1) });
    const { became, order } = await bring(w, ecash, 36n);
    assert.is(became, "waiting");
    w.shop.clock.advance(60_000n);
    await finishDueOps(ecash);
    const op = w.shop.db.selectFrom("ecash_op").select(["state", "reason"]).where("subject", "=", order.chargeId);
    assert.equal(await op.executeTakeFirst(), { state: "blocked", reason: "signed-in-part" });
    await assertNothingCame(w);
  });
});

test("a token from before the mint changed its keys is taken at the first try", async () => {
  await within(async (w) => {
    const token = await w.token(32n);
    const order = await w.order(32n);
    w.mint.rotate();
    const answer = await receiveToken(w.ecash, { chargeId: order.chargeId, token });
    assert.is(isRefused(answer) ? answer.reason : answer.state, "done");
    assert.is((await bring(w, w.ecash)).became, "done");
  });
});
