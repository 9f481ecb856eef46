import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { receivableReader } from "../../../app/payments/receivability/read-receivable.ts";
import { rejects, suite } from "../../support/suite.ts";
import { openShop } from "../../support/shop.ts";
import { testClock } from "../../support/world.ts";

const test = suite("payments/read-receivable");
const some = { totalMsat: msat(900n), largestMsat: msat(500n) };

test("what the node said is kept for some seconds", async () => {
  const { node, clock, close } = await openShop();
  const receivable = receivableReader(node, clock);
  node.limitReceivable(some);
  assert.equal(await receivable(), some);
  node.limitReceivable({ ...some, totalMsat: msat(800n) });
  clock.advance(9_999n);
  assert.equal(await receivable(), some);
  clock.advance(1n);
  assert.equal((await receivable())?.totalMsat, 800n);
  await close();
});

test("a node that is away, or may not say, is as good as one that says nothing, and is asked again later", async () => {
  const { node, clock, close } = await openShop();
  const receivable = receivableReader(node, clock);
  for (const fault of ["not-applied", "applied-but-unanswered"] as const) {
    node.faults.next("receivable", fault);
    assert.is(await receivable(), undefined);
    clock.advance(10_000n);
  }
  assert.ok(await receivable());
  const refused = receivableReader(
    { receivable: async () => Promise.reject(new Misconfigured("no permission")) },
    clock,
  );
  assert.is(await refused(), undefined);
  await close();
});

test("nobody waits for a silent node, and a bug is not hidden", async () => {
  const clock = testClock();
  const silent = receivableReader({ receivable: () => new Promise(() => undefined) }, clock);
  assert.is(await silent(), undefined);
  const broken = receivableReader({ receivable: async () => Promise.reject(new TypeError("a bug")) }, clock);
  await rejects(broken(), /a bug/);
});
