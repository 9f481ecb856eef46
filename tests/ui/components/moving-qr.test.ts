import * as assert from "uvu/assert";
import { MovingQr } from "../../../ui/components/moving-qr.ts";
import { codesSeen, walletAfter } from "../../support/codes-seen.ts";
import { suite } from "../../support/suite.ts";
import { tagsOf } from "../markup.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/components/moving-qr");

const TOKEN = `cashuB${"o2FteCJodHRwOi8vbWludC5leGFtcGxl".repeat(60)}`;
const page = renderPiece(() => MovingQr({ text: TOKEN, label: 'Your "e-cash"' }));
const codes = codesSeen(page);
const turns = tagsOf(page).filter(({ name }) => name === "animate");

test("a wallet that sees all pictures has the whole text", () => {
  assert.ok(codes.length > 10);
  assert.is(walletAfter(codes), TOKEN);
});

test("a wallet that comes in the middle and misses every third picture has it within three rounds", () => {
  const seen = [...codes.slice(7), ...codes, ...codes].filter((_, nth) => nth % 3 !== 1);
  assert.is(walletAfter(seen), TOKEN);
});

test("most pictures that are missed need not be waited for: the mixed ones at the end make up for them", () => {
  const made = codes.filter((missed) => walletAfter(codes.filter((code) => code !== missed)) === TOKEN);
  assert.ok(made.length > codes.length / 2, `${made.length} of ${codes.length}`);
});

test("every picture is a code that fills the same square, so that nothing jumps", () => {
  assert.ok(codes.every((code) => /^UR:BYTES\/\d+-\d+\/[A-Z]+$/.test(code)));
  // The numbers of later parts are longer, for which a larger code may be needed.
  for (const length of [1_145, 1_285, 1_400]) {
    const drawn = renderPiece(() => MovingQr({ text: TOKEN.slice(0, length), label: "x" }));
    const ends = [...drawn.matchAll(/d="M(\d+) [\d.]+([^M]*)/g)].map(endOfRow);
    assert.equal(new Set(ends).size, 1, `${length}: ${ends.join(" ")}`);
  }
});

/** Where the first row's last stroke ends, which is the edge of a code. */
function endOfRow([, start, strokes = ""]: RegExpExecArray): number {
  const steps = [...strokes.matchAll(/[hm](\d+)/g)].map(([, step]) => Number(step));
  return steps.reduce((sum, step) => sum + step, Number(start));
}

test("exactly one picture is seen at each moment", () => {
  for (let part = 0; part < 1; part += 0.01)
    assert.is(turns.filter((turn) => valueAt(turn.attributes, part) === "visible").length, 1, `at ${part}`);
});

test("no picture is gone within a sixth of a second, because faster flashes harm some people", () => {
  const seconds = Number.parseFloat(turns[0]?.attributes.get("dur") ?? "");
  assert.ok(seconds / codes.length >= 1 / 6);
});

test("where nothing moves the first picture stands", () => {
  const hidden = tagsOf(page)
    .filter(({ name }) => name === "path")
    .map(({ attributes }) => attributes.get("visibility"));
  assert.equal(hidden, [undefined, ...codes.slice(1).map(() => "hidden")]);
});

test("it is a picture with words, and needs no script and no inline style", () => {
  assert.match(page, /<svg role="img" aria-label="Your &quot;e-cash&quot;"/);
  assert.not.match(page, /<script|\sstyle=/);
});

/** SMIL's discrete steps. */
function valueAt(attributes: ReadonlyMap<string, string>, part: number): string | undefined {
  const list = (name: string) => (attributes.get(name) ?? "").split(";");
  const begun = list("keyTimes").filter((time) => Number(time) <= part).length;
  return list("values")[begun - 1];
}
