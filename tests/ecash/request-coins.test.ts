import { PaymentRequest } from "@cashu/cashu-ts";
import * as assert from "uvu/assert";
import { requestCoins } from "../../app/ecash/request-coins.ts";
import { suite } from "../support/suite.ts";
import { FOREIGN_URL } from "./foreign.ts";
import { MINT_URL, openEcashWorld, trust } from "./world.ts";

const world = await openEcashWorld();
const test = suite("ecash/request-coins");
test.after(() => world.close());

const ask = (dueMsat: bigint, postTo?: string) =>
  requestCoins(world.ecash, { chargeId: "chg_x", dueMsat, ...(postTo !== undefined && { postTo }) });

test("what is due is asked for in whole sats, rounded up, and nothing when nothing is due", async () => {
  assert.is((await ask(1_001n))?.amountSat, 2n);
  assert.is((await ask(2_000n))?.amountSat, 2n);
  assert.is(await ask(0n), undefined);
  assert.is(await ask(-1n), undefined);
});

test("the hub's own mint is named first, and mints that are off are not", async () => {
  await trust(world.shop, FOREIGN_URL, "foreign");
  assert.equal((await ask(1_000n))?.mints, [MINT_URL, FOREIGN_URL]);
  await world.shop.db.updateTable("mint").set({ state: "off" }).where("url", "=", FOREIGN_URL).execute();
  assert.equal((await ask(1_000n))?.mints, [MINT_URL]);
});

test("coins are sent to an address, or come back the way by which the request came", async () => {
  const read = async (postTo?: string) => PaymentRequest.fromEncodedRequest((await ask(5_000n, postTo))?.forLink ?? "");
  assert.is((await read("https://hub.example/coins")).transport?.[0]?.target, "https://hub.example/coins");
  const inBand = await read();
  assert.equal([inBand.transport ?? [], inBand.amount?.toString(), inBand.id], [[], "5", "chg_x"]);
});
