import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { TokenCard } from "../../../ui/pages/order/token-card.ts";
import { codesSeen, walletAfter } from "../../support/codes-seen.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/pages/token-code");

const tokenOf = (length: number) => "cashuB".padEnd(length, "o2FteCJodHRwOi8vbWludC5leGFtcGxl");
const card = (text: string) =>
  renderPiece(() => TokenCard({ id: "tok_1", amountMsat: msat(21_000n), text, isClaimed: false, lockedTo: undefined }));

test("a token of two coins is one code that stands still", () => {
  const page = card(tokenOf(690));
  assert.match(page, '<div class="qr"');
  assert.not.match(page, /<details|<animate/);
});

test("a longer one is a code that moves, and only once somebody opens it", () => {
  const token = tokenOf(3_000);
  const page = card(token);
  assert.match(page, /<details class="disclosure"><summary><span>Show a code that moves/);
  assert.is(walletAfter(codesSeen(page)), token);
});

test("one that is too long even for that is said to be, and weighs no more than its text", () => {
  const token = tokenOf(6_000);
  const page = card(token);
  assert.match(page, "too long for a code. Please copy it");
  assert.not.match(page, /<svg role="img"/);
  assert.ok(page.length < 2 * token.length);
});

test("the longest that moves weighs at most a quarter of a megabyte", () => {
  const page = card(tokenOf(5_100));
  assert.match(page, "<animate");
  assert.ok(page.length <= 250_000, `${page.length} bytes`);
});

test("whatever its length, the whole token can be copied", () => {
  for (const length of [300, 3_000, 6_000]) assert.ok(card(tokenOf(length)).includes(`value="${tokenOf(length)}"`));
});
