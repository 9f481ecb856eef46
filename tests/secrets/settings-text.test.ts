import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { parseSettings, withSetting } from "../../app/secrets/settings-text.ts";
import { suite } from "../support/suite.ts";

const test = suite("secrets/settings-text");

function read(text: string): Record<string, string> {
  return Object.fromEntries(parseSettings(text));
}

function refusal(text: string): string {
  try {
    parseSettings(text);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test("a setting is a line, and comments and empty lines are none", () => {
  assert.equal(read("# mail\n\nSMTP_PASSWORD=hunter2\r\n  export HUB_NAME = Corner \n"), {
    SMTP_PASSWORD: "hunter2",
    HUB_NAME: "Corner",
  });
});

test("a bare value is taken as it stands, whatever signs are in it", () => {
  assert.equal(read(`A=p#ss=w"rd $HOME \\n`), { A: `p#ss=w"rd $HOME \\n` });
  assert.equal(read("A="), { A: "" });
});

test("in quotation marks a value may have ends, lines and signs of its own", () => {
  assert.equal(read(`A=" a \\"b\\" \\\\ \\n"\nB=' c\\n '`), { A: ` a "b" \\ \n`, B: " c\\n " });
  assert.equal(read(`CERT="-----BEGIN\nMIIB\n-----END"\nB=1`), { CERT: "-----BEGIN\nMIIB\n-----END", B: "1" });
});

test("what cannot be understood is refused by its line, and its value is not shown", () => {
  assert.is(refusal("A=1\nhunter2"), "line 2 is no setting: write NAME=value");
  assert.is(refusal("a=hunter2"), "line 1 is no setting: write NAME=value");
  assert.is(refusal("A=1\nA=hunter2"), "line 2 sets A a second time");
  assert.is(refusal(`A="hunter2\nB="b"`), "line 1 begins A with a quotation mark that nothing ends");
  assert.is(refusal(`A='hunter2`), "line 1 begins A with a quotation mark that nothing ends");
});

test("a changed setting keeps its place, and a new one comes last", () => {
  const text = `# first\nA="1\n2"\n# second\nB=3\n`;
  assert.is(withSetting(text, "A", "4"), "# first\nA=4\n# second\nB=3\n");
  assert.is(withSetting(text, "C", "5"), `${text}C=5\n`);
  assert.is(withSetting("", "A", "1"), "A=1\n");
});

test("whatever is stored is read back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "binary", minLength: 1 }), (a, b) => {
      const text = withSetting(withSetting(withSetting("A=\n# end\n", "B", b), "A", a), "A", a);
      assert.equal(read(text), { A: a, B: b });
    }),
    { numRuns: 60 },
  );
});
