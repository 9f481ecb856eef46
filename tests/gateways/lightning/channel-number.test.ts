import * as assert from "uvu/assert";
import { channelNumber } from "../../../app/gateways/lightning/channel-number.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/lightning/channel-number");

test("a channel id becomes the 64-bit number that holds block, transaction and output", () => {
  assert.is(channelNumber("0x0x1"), "1");
  assert.is(channelNumber("700123x45x6"), ((700_123n << 40n) | (45n << 16n) | 6n).toString());
  assert.is(channelNumber("16777215x16777215x65535"), (2n ** 64n - 1n).toString());
});

test("anything else is refused", () => {
  for (const text of [
    "",
    "1",
    "1x2",
    "1x2x3x4",
    "-1x2x3",
    "1x2x65536",
    "16777216x0x0",
    "0x16777216x0",
    "1x2xa",
    " 1x2x3",
  ]) {
    assert.throws(() => channelNumber(text), /is not a channel id/);
  }
});
