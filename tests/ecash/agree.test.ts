import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { agree } from "../../app/ecash/exchange/agree.ts";
import type { MeltQuote, MintPort, MintQuote, Refused } from "../../app/gateways/mint/port.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";

const world = await openEcashWorld();
const test = suite("ecash/exchange/agree");
test.after(() => world.close());

const port = world.ecash.mintAt(MINT_URL);
const no: Refused = { kind: "refused", reason: "switched-off", detail: "" };

type Quoting = { own?: Refused; foreign?: (sat: bigint) => Partial<MeltQuote> | Refused; sumSat?: bigint };

/** What a mint would pay of a token over so many sats, and for how many rounds it was asked. */
async function agreed({ own, foreign = () => ({}), sumSat = 1_000n }: Quoting): Promise<[string, number]> {
  let rounds = 0;
  const quoteMint: MintPort["quoteMint"] = async ({ amountMsat }) => {
    rounds += 1;
    const quote = { kind: "mint-quote", id: "q", bolt11: `${amountMsat}`, amountMsat, state: "unpaid" } as const;
    return own ?? ({ ...quote, expiresAtMs: undefined } satisfies MintQuote);
  };
  const quoteMelt: MintPort["quoteMelt"] = async ({ bolt11 }) => {
    const amountMsat = msat(BigInt(bolt11));
    const answer = foreign(amountMsat / 1_000n);
    if ("reason" in answer) return answer;
    const quote = {
      kind: "melt-quote",
      id: "m",
      bolt11,
      amountMsat,
      feeReserveMsat: msat(0n),
      state: "unpaid",
    } as const;
    return { ...quote, expiresAtMs: undefined, preimage: undefined, change: [], ...answer };
  };
  const answer = await agree({
    own: { ...port, quoteMint },
    foreign: { ...port, quoteMelt },
    sumMsat: msatFromSat(sumSat),
    feeMsat: msatFromSat(1n),
    lockedTo: "",
  });
  return [isRefused(answer) ? answer.reason : `${answer.mintQuote.amountMsat / 1_000n}`, rounds];
}

test("what the token pays without more ado is asked for once", async () => {
  assert.equal(await agreed({}), ["999", 1]);
});

test("what the way costs is asked for less, as long as it is within the cap", async () => {
  assert.equal(await agreed({ foreign: () => ({ feeReserveMsat: msatFromSat(20n) }) }), ["979", 2]);
  assert.equal(await agreed({ foreign: () => ({ feeReserveMsat: msatFromSat(60n) }) }), ["exchange-too-dear", 1]);
});

test("a mint that wants more with every round is left after four of them", async () => {
  let feeSat = 0n;
  const greedy = () => ({ feeReserveMsat: msatFromSat((feeSat += 5n)) });
  assert.equal(await agreed({ foreign: greedy }), ["exchange-too-dear", 4]);
});

test("a mint that would pay less than the invoice is over is not believed", async () => {
  assert.equal(await agreed({ foreign: (sat) => ({ amountMsat: msatFromSat(sat - 1n) }) }), ["exchange-too-dear", 4]);
});

test("where either mint says no, or nothing is left, nothing is agreed", async () => {
  assert.equal(await agreed({ own: no }), ["exchange-failed", 1]);
  assert.equal(await agreed({ foreign: () => no }), ["exchange-failed", 1]);
  assert.equal(await agreed({ sumSat: 1n }), ["token-too-small", 0]);
});
