import * as assert from "uvu/assert";
import { labelled } from "../../../ui/pages/labelled.ts";
import { addressOf } from "../../../ui/pages/market/further.ts";
import { plainText } from "../../../ui/pages/market/plain-text.ts";
import { orderNumber } from "../../../ui/pages/order/number.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/pages/words");

for (const [markdown, words] of [
  ["We grow **mandarins**.\n\n- one\n- two", "We grow mandarins. one two"],
  ["# Hello\n> *quoted* [a link](https://example.org/x) and `code`", "Hello quoted a link and code"],
  ["1. first\n2) second", "first second"],
  ["![a picture](/x.png)", "a picture"],
  ["", ""],
] as const) {
  test(`${JSON.stringify(markdown)} reads as ${JSON.stringify(words)} on a card`, () => {
    assert.is(plainText(markdown), words);
  });
}

test("a long text is cut between words", () => {
  const cut = plainText("word ".repeat(100));
  assert.ok(cut.length <= 161);
  assert.match(cut, /word…$/);
});

test("an order's number is the end of its id, in two groups that can be read out", () => {
  assert.is(orderNumber("ord_01m83bzb0y3zq2qv4gm89y2n07"), "M89Y-2N07");
});

test("an address holds what somebody looks for, encoded, and nothing that is empty", () => {
  assert.is(addressOf("/", {}), "/");
  assert.is(
    addressOf("/stalls/x", { search: "honey & bees", category: undefined, cursor: "prd_1" }),
    "/stalls/x?search=honey+%26+bees&cursor=prd_1",
  );
});

test("a summary names the field before what is wrong with it", () => {
  const errors = [
    { name: "name", message: "Please fill this in." },
    { name: "other", message: "Wrong." },
  ];
  assert.equal(
    labelled(errors, new Map([["name", "Name"]])).map(({ message }) => message),
    ["Name: Please fill this in.", "Wrong."],
  );
});
