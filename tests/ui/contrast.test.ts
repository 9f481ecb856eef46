import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { contrast, hex, parseOklch } from "../../ui/styles/oklch.ts";
import { readTokens } from "../../ui/styles/read-tokens.ts";
import type { Tokens } from "../../ui/styles/read-tokens.ts";
import { suite } from "../support/suite.ts";

const test = suite("ui/contrast");

const themes = readTokens(readFileSync("ui/styles/tokens.css", "utf8"));
const surfaces = ["--paper", "--card", "--sunk"];

/** Text and what it stands on: at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
const text: [string, string[]][] = [
  ["--ink", [...surfaces, "--accent-soft", "--good-soft", "--warn-soft", "--bad-soft"]],
  ["--ink-soft", [...surfaces, "--accent-soft"]],
  ["--accent", [...surfaces, "--accent-soft", "--good-soft", "--warn-soft", "--bad-soft"]],
  ["--accent-deep", surfaces],
  ["--accent-ink", ["--accent", "--accent-deep"]],
  ["--tag-ink", ["--tag"]],
  ["--good", [...surfaces, "--good-soft"]],
  ["--warn", [...surfaces, "--warn-soft"]],
  ["--bad", [...surfaces, "--bad-soft"]],
  ["--bad-ink", ["--bad"]],
  ["--paper", ["--ink"]],
  ["--card", ["--good"]],
];

/** Borders of controls, the focus ring and bars: at least 3 to 1 (1.4.11). */
const controls: [string, string[]][] = [
  ["--edge", surfaces],
  ["--focus", surfaces],
  ["--accent", surfaces],
  ["--good", ["--card"]],
  ["--bad", surfaces],
];

for (const [name, dark] of [
  ["light", false],
  ["dark", true],
] as const) {
  const tokens = dark ? new Map([...themes.light, ...themes.darkByChoice]) : themes.light;
  test(`text can be read on everything it stands on, ${name}`, () => check(tokens, text, 4.5));
  test(`controls can be told from what they stand on, ${name}`, () => check(tokens, controls, 3));
}

test("dark by the device and dark by choice are the same", () => {
  assert.equal([...themes.darkByDevice], [...themes.darkByChoice]);
});

test("every colour of the light theme has a dark one, except what is the same for machines", () => {
  const colours = [...themes.light].filter(([, value]) => value.startsWith("oklch(")).map(([name]) => name);
  assert.equal(
    colours.filter((name) => !themes.darkByChoice.has(name)),
    ["--code-dark", "--code-light"],
  );
});

test("the price tag is bitcoin orange", () => {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(hex(colour(themes.light, "--tag")).slice(at, at + 2), 16),
  );
  assert.ok(Math.abs((red ?? 0) - 0xf7) < 4 && Math.abs((green ?? 0) - 0x93) < 4 && Math.abs((blue ?? 0) - 0x1a) < 8);
});

test("the contrast of black on white is 21 to 1", () => {
  assert.ok(Math.abs(contrast(parseOklch("oklch(0 0 0)"), parseOklch("oklch(1 0 0)")) - 21) < 0.05);
});

function check(tokens: Tokens, pairs: readonly [string, readonly string[]][], least: number): void {
  for (const [front, backs] of pairs) {
    for (const back of backs) {
      const ratio = contrast(colour(tokens, front), colour(tokens, back));
      assert.ok(ratio >= least, `${front} on ${back} is ${ratio.toFixed(2)}`);
    }
  }
}

function colour(tokens: Tokens, name: string): ReturnType<typeof parseOklch> {
  return parseOklch(tokens.get(name) ?? `no ${name}`);
}
