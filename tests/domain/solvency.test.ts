import * as assert from "uvu/assert";
import { coverPercent, missingMsat, owedMsat } from "../../app/domain/solvency.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/solvency");
const standing = { issuedMsat: 10_000n, redeemedMsat: 4_000n, heldMsat: 1_000n, backingMsat: 5_500n };

test("what others have is owed: what was given out, less what came back and what the hub has itself", () => {
  assert.is(owedMsat(standing), 5_000n);
  assert.is(owedMsat({ ...standing, heldMsat: 9_000n }), 0n, "nobody owes the hub for its own coins");
});

test("a tenth more than is owed has to stand behind it, to the last msat", () => {
  assert.is(missingMsat(standing), 0n);
  assert.is(missingMsat({ ...standing, backingMsat: 5_499n }), 1n);
  assert.is(missingMsat({ ...standing, issuedMsat: 10_001n }), 2n, "a part of an msat is one");
  assert.is(missingMsat({ ...standing, redeemedMsat: 9_000n, backingMsat: 0n }), 0n);
});

test("how far it is covered never looks better than it is", () => {
  assert.is(coverPercent(standing), 110n);
  assert.is(coverPercent({ ...standing, backingMsat: 5_499n }), 109n);
  assert.is(coverPercent({ ...standing, redeemedMsat: 9_000n }), undefined);
});
