import * as assert from "uvu/assert";
import { newVoucherCode, readVoucherCode } from "../../app/domain/voucher-code.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";

const test = suite("domain/voucher-code");
const random = testRandom(5);

test("a code is read as it is printed, typed and scanned", () => {
  for (let nth = 0; nth < 50; nth += 1) {
    const code = newVoucherCode(random);
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{28}$/);
    const groups = code.match(/.{4}/g) ?? [];
    for (const typed of [
      code,
      code.toLowerCase(),
      groups.join(" "),
      ` ${groups.join("-")}\n`,
      `https://shop.example/voucher#${code}`,
      code.replaceAll("0", "O").replaceAll("1", "l"),
    ])
      assert.is(readVoucherCode(typed), code, typed);
  }
});

test("a slip of the pen makes no code, all but once in a thousand times", () => {
  let taken = 0;
  for (let nth = 0; nth < 500; nth += 1) {
    const code = newVoucherCode(random);
    const at = nth % 28;
    const other = code[at] === "7" ? "8" : "7";
    if (readVoucherCode(code.slice(0, at) + other + code.slice(at + 1)) !== undefined) taken += 1;
  }
  assert.ok(taken <= 5, `${taken} of 500 were taken`);
});

test("what is too short, too long or something else is no code", () => {
  const code = newVoucherCode(random);
  for (const typed of ["", code.slice(1), `${code}0`, "cashuBo2FteBtodHRw", `${code}#`, "lnbc1"])
    assert.is(readVoucherCode(typed), undefined, typed);
});
