import * as assert from "uvu/assert";
import { Canaries } from "./canaries.ts";
import { suite } from "./suite.ts";

const test = suite("support/canaries");

const SECRET = "hunter2?&<ü>-of Mina";

function found(text: string, secret = SECRET): string[] {
  const canaries = new Canaries();
  canaries.plant("secret", secret);
  return canaries.in(text, "a test").map(({ name }) => name);
}

const bytes = Buffer.from(SECRET);

for (const [how, text] of [
  ["as it is", SECRET],
  ["without its groups", "hunter2?&<ü>ofMina"],
  ["in an address", `https://shop.example/?q=${encodeURIComponent(SECRET)}`],
  ["in a form", new URLSearchParams({ password: SECRET }).toString()],
  ["in JSON", JSON.stringify({ message: `the password ${SECRET} is wrong` })],
  ["in HTML", "<p>hunter2?&amp;&lt;ü>-of Mina</p>"],
  ["in hex", `0x${bytes.toString("hex")}00`],
] as const)
  test(`a secret is found ${how}`, () => assert.equal(found(text), ["secret"]));

for (const around of ["", "u", "us", "use", "user", "user:"])
  for (const coding of ["base64", "base64url"] as const)
    test(`a secret is found in ${coding} with ${around.length} bytes in front and some behind`, () => {
      const text = Buffer.from(`${around}${SECRET}${around}`).toString(coding);
      assert.equal(found(`Authorization: Basic ${text}`), ["secret"]);
    });

test("a token is found also as the bytes that it stands for, and a code in small letters", () => {
  const token = Buffer.alloc(32, "~x?").toString("base64url");
  for (const coding of ["hex", "base64"] as const)
    assert.equal(found(Buffer.from(token, "base64url").toString(coding), token), ["secret"]);
  const hex = bytes.toString("hex");
  assert.equal(found(bytes.toString("base64"), hex), ["secret"]);
  assert.equal(found("your code abcd2345 is over", "ABCD-2345"), ["secret"]);
});

test("other texts are let be, and so is the place that may show it", () => {
  assert.equal(found("hunter1?&<ü>-of Mina"), []);
  const canaries = new Canaries();
  canaries.plant("secret", SECRET, /^POST \/shown$/);
  assert.equal(canaries.in(SECRET, "POST /shown"), []);
  assert.equal(canaries.in(SECRET, "POST /shown/again").length, 1);
});

test("what is too short to be looked for is refused", () => {
  for (const secret of [undefined, "", "12"]) assert.throws(() => new Canaries().plant("secret", secret), /no secret/);
});
