import { join } from "node:path";
import * as assert from "uvu/assert";
import { createInvoice } from "lightning";
import { msatFromSat } from "../../app/domain/money.ts";
import { Misconfigured, NotApplied } from "../../app/domain/outcome.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { openCdkOperator } from "../../app/gateways/mint/cdk-operator.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { httpWire } from "../../app/gateways/mint/http-wire.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { startCdkMintd } from "../../scripts/regtest/mints/cdk-mintd.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";
import { comesUp } from "./comes-up.ts";

const stack = sharedStack();
comesUp("regtest/mint-operator: nodes", stack);
const test = suite("regtest/mint-operator");

test(
  "cdk-mintd shows its operator what it has issued and taken back, and turns its keys for nobody else",
  async () => {
    const { folder, shop, buyer } = await stack.get();
    const running = await startCdkMintd(join(folder, "operated"), shop);
    const operator = openCdkOperator(running.rpc);
    const fetch = safeFetcher({ allowed: [new URL(running.url).host] });
    const mint = openCashuMint(running.url, httpWire(running.url, fetch));
    const pay = (bolt11: string) => payInvoice(buyer.lnd, bolt11);
    const purse = openSandboxPurse({ mint, kit: coinKit, random: testRandom(5), pay });
    assert.equal(await operator.sums(), { issuedMsat: 0n, redeemedMsat: 0n });
    const token = await purse(msatFromSat(100n));
    const { issuedMsat } = await operator.sums();
    assert.ok(issuedMsat >= 100_000n);
    const inputs = coinKit.read(
      token,
      (await mint.keysets()).map(({ id }) => id),
    );
    const { request: bolt11 } = await createInvoice({ lnd: buyer.lnd, mtokens: "50000" });
    const quote = await mint.quoteMelt({ bolt11 });
    if (quote.kind === "refused") throw new Error(quote.detail);
    await mint.melt({ quoteId: quote.id, inputs: inputs ?? [], blanks: [] });
    assert.equal((await operator.sums()).redeemedMsat, 100_000n);
    const before = await mint.keysets();
    const { keysetId } = await operator.turnKeys({ inputFeePpk: 100n });
    const after = await mint.keysets();
    assert.equal(
      after.filter(({ isActive }) => isActive).map(({ id, inputFeePpk }) => [id, inputFeePpk]),
      [[keysetId, 100n]],
    );
    assert.is(after.length, before.length + 1);
    const stranger = openCdkOperator({ ...running.rpc, tlsFolder: undefined });
    await assertUnreadable(stranger.sums());
    stranger.close();
    await running.stop();
    await assertUnreadable(operator.sums());
    operator.close();
  },
  { timeoutMs: 180_000 },
);

async function assertUnreadable(asked: Promise<unknown>): Promise<void> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof NotApplied || error instanceof Misconfigured);
}

suite("regtest/mint-operator: end").after(() => stack.stop());
