import * as assert from "uvu/assert";
import { groupsOf, newSheetCode, readSheetCode } from "../../app/domain/sheet-code.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";

const test = suite("domain/sheet-code");
const random = testRandom(5);

test("a code carries 256 bits, none of which is thrown away", () => {
  const [nothing, all] = [0, 255].map((byte) => newSheetCode((bytes) => new Uint8Array(bytes).fill(byte)));
  assert.match(nothing ?? "", /^0{52}/);
  assert.match(all ?? "", /^1Z{51}/);
  const codes = new Set(
    Array.from({ length: 256 }, (_, bit) => newSheetCode((bytes) => oneBit(bytes, bit)).slice(0, 52)),
  );
  assert.is(codes.size, 256);
});

function oneBit(bytes: number, bit: number): Uint8Array {
  const all = new Uint8Array(bytes);
  all[bit >> 3] = 1 << (bit & 7);
  return all;
}

test("a code is read however a person types it", () => {
  const code = newSheetCode(random);
  const groups = groupsOf(code);
  assert.is(groups.length, 14);
  for (const typed of [
    code,
    groups.join(" "),
    groups.join("-").toLowerCase(),
    ` ${groups.join(" – ")}\n`,
    code.replaceAll("0", "O").replaceAll("1", "l"),
    `https://shop.example/recover#bks_01.${code}`,
    `bks_01.${code}`,
  ])
    assert.is(readSheetCode(typed), code, typed);
});

test("a slip of the pen is noticed, before anything is asked about the code", () => {
  const code = newSheetCode(random);
  const symbols = [...code];
  for (const [at, symbol] of symbols.entries()) {
    const other = symbol === "7" ? "8" : "7";
    assert.is(readSheetCode(symbols.with(at, other).join("")), undefined, `another symbol at ${at}`);
    const next = symbols[at + 1];
    if (next === undefined || next === symbol) continue;
    assert.is(
      readSheetCode(
        symbols
          .with(at, next)
          .with(at + 1, symbol)
          .join(""),
      ),
      undefined,
      `two swapped at ${at}`,
    );
  }
  for (const typed of ["", code.slice(1), `${code}0`, "U".repeat(56), "#", "recover#bks_01."])
    assert.is(readSheetCode(typed), undefined, typed);
});
