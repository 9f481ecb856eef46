import * as assert from "uvu/assert";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../app/domain/outcome.ts";
import { renewCoins } from "../../app/ecash/renew-coins.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { readWallet } from "../../app/ecash/read-wallet.ts";
import { turnKeys } from "../../app/ecash/turn-keys.ts";
import { sandboxOperator } from "../../app/gateways/mint/sandbox-operator.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

const test = suite("ecash/turn-keys");

const BY = { actor: "owner", source: "tests", personId: "per_owner" } as const;
type Operator = Parameters<typeof turnKeys>[0]["operator"];

async function within(body: (w: EcashWorld, turn: Turn) => Promise<void>): Promise<void> {
  const w = await openEcashWorld();
  const honest = sandboxOperator(w.mint);
  const turn: Turn = async (from, operator = honest) => {
    const turned = await turnKeys({ ...w.ecash, operator }, { from }, BY);
    return turned.kind === "refused" ? turned.reason : turned.keysetId;
  };
  try {
    await body(w, turn);
  } finally {
    await w.close();
  }
}

type Turn = (from: string, operator?: Operator) => Promise<string>;

const signing = async ({ ecash }: EcashWorld) => {
  const { keysets } = await readWallet(ecash.db, ecash.clock());
  return keysets.filter(({ state }) => state === "active").map(({ id }) => id);
};
const listed = async ({ ecash }: EcashWorld) => (await ecash.mintAt(MINT_URL).keysets()).length;
const acts = async ({ ecash }: EcashWorld) =>
  ecash.db.selectFrom("event").select("type").where("stream", "=", "mints").execute();

test("the mint signs with new keys under the same fee, and the hub's coins follow", async () => {
  await within(async (w, turn) => {
    const { chargeId } = await w.order(100n);
    await receiveToken(w.ecash, { chargeId, token: await w.token(111n) });
    const [from = ""] = await signing(w);
    const to = await turn(from);
    assert.is.not(to, from);
    assert.equal(await signing(w), [to]);
    await renewCoins(w.ecash);
    const { keysets } = await readWallet(w.ecash.db, w.ecash.clock());
    const [fresh, old] = [keysets.find(({ id }) => id === to), keysets.find(({ id }) => id === from)];
    assert.is(old?.heldMsat, 0n);
    assert.ok((fresh?.heldMsat ?? 0n) > 0n);
    assert.is(fresh?.inputFeePpk, old?.inputFeePpk);
  });
});

test("a form that is sent twice turns the keys once", async () => {
  await within(async (w, turn) => {
    const [from = ""] = await signing(w);
    await turn(from);
    assert.is(await turn(from), "mint-changed");
    assert.is(await listed(w), 2);
    assert.equal(await acts(w), [{ type: "mint.keys-turned" }]);
  });
});

test("keys that were turned meanwhile by somebody else are not turned again", async () => {
  await within(async (w, turn) => {
    const [from = ""] = await signing(w);
    w.mint.rotate();
    assert.is(await turn(from), "mint-changed");
    assert.is(await listed(w), 2);
  });
});

test("an answer that was lost is found out from what the mint signs with", async () => {
  await within(async (w, turn) => {
    const [from = ""] = await signing(w);
    const lost: Operator = {
      turnKeys: async (request) => {
        await sandboxOperator(w.mint).turnKeys(request);
        throw new OutcomeUnknown("no answer came");
      },
    };
    const to = await turn(from, lost);
    assert.equal(await signing(w), [to]);
    assert.is.not(to, from);
  });
});

for (const failure of [new NotApplied("away"), new OutcomeUnknown("cut off"), new Misconfigured("no orders taken")]) {
  test(`a mint that did not turn (${failure.name}) is told as such, and signs as before`, async () => {
    await within(async (w, turn) => {
      const [from = ""] = await signing(w);
      const broken: Operator = { turnKeys: async () => Promise.reject(failure) };
      assert.is(await turn(from, broken), "keys-not-turned");
      assert.equal(await signing(w), [from]);
    });
  });
}

test("while the own mint cannot be asked, its keys are not said to be turned", async () => {
  await within(async (w, turn) => {
    const [from = ""] = await signing(w);
    w.trouble.push({ path: "/v1/keysets", how: "not-applied", after: 1 });
    assert.is(await turn(from), "keys-not-turned");
    assert.is(await turn(from), "mint-changed");
    await w.ecash.db.updateTable("mint").set({ state: "off" }).execute();
    assert.is(await turn(from), "unknown-mint");
  });
});
