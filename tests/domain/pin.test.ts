import * as assert from "uvu/assert";
import { checkPin, readPin } from "../../app/domain/pin.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/pin");

const easy = {
  repeats: ["000000", "777777777777", "121212", "818188", "123123", "582582582", "100000", "204204"],
  runs: ["123456", "654321", "0123456789", "890123", "210987", "112233", "665544", "111222333444"],
  years: ["198704", "19870412", "041987", "12041987", "202612", "122026"],
  "lines on the keypad": ["147258", "258369", "789456", "159753", "159357", "741852963", "25800852", "369258147"],
};

for (const [kind, pins] of Object.entries(easy)) {
  test(`a PIN of ${kind} is not taken`, () => {
    for (const pin of pins) assert.is(checkPin(pin)?.reason, "pin-too-easy", pin);
  });
}

test("a PIN has 6 to 12 digits and nothing else", () => {
  for (const pin of ["", "52739", "5273914608521", "52739a", "-52739", "52.739", "5e2739", "527 39", "५२७३९१"])
    assert.is(checkPin(pin)?.reason, "pin-malformed", pin);
  for (const pin of ["527391", "5273914608", "527391460852"]) assert.is(checkPin(pin), undefined, pin);
});

test("spaces between the digits, and digits of another width, are what was meant", () => {
  assert.is(readPin(" 527 391\u00a0"), "527391");
  assert.is(readPin("５２７３９１"), "527391");
});

test("nearly every PIN that dice would give is taken", () => {
  let refused = 0;
  for (let pin = 0; pin < 1_000_000; pin += 37) if (checkPin(String(pin).padStart(6, "0")) !== undefined) refused += 37;
  assert.ok(refused < 60_000, `${refused} of a million are refused`);
});
