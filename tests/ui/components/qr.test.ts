import sharp from "sharp";
import { encode } from "uqr";
import * as assert from "uvu/assert";
import { QrPicture } from "../../../ui/components/qr-picture.ts";
import { Qr } from "../../../ui/components/qr.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/components/qr");

/** Draws the path's rectangles back into a grid. */
function modulesOf(page: string): { side: number; dark: Set<string> } {
  const side = Number(/viewBox="0 0 (\d+) /.exec(page)?.[1]);
  const dark = new Set<string>();
  for (const match of page.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let x = Number(match[1]); x < Number(match[1]) + Number(match[3]); x += 1) dark.add(`${x} ${match[2]}`);
  }
  return { side, dark };
}

test("the drawing is the code of exactly that text", () => {
  const text = "LNBC123450N1PQQQ";
  const { side, dark } = modulesOf(renderPiece(() => Qr({ text, label: "x" })));
  const code = encode(text, { ecc: "L", border: 4 });
  assert.is(side, code.size);
  const expected = code.data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
  assert.equal([...dark].toSorted(), expected.toSorted());
});

test("a code for paper may lose a quarter of itself, and is drawn anew each time", () => {
  const text = "https://shop.example/recover#1";
  const { side, dark } = modulesOf(renderPiece(() => Qr({ text, label: "x", isOnPaper: true })));
  const code = encode(text, { ecc: "Q", border: 4 });
  assert.is(side, code.size);
  assert.is(dark.size, code.data.flat().filter(Boolean).length);
});

test("four modules around the code stay empty", () => {
  const { side, dark } = modulesOf(renderPiece(() => Qr({ text: "LIGHTNING", label: "x" })));
  for (const place of dark)
    for (const part of place.split(" ").map(Number)) assert.ok(part >= 4 && part < side - 4, place);
});

test("upper-case text makes the smaller code that wallets scan faster", () => {
  const side = (text: string): number => modulesOf(renderPiece(() => Qr({ text, label: "x" }))).side;
  const invoice = "lnbc123450n1p5qq8szzedxj7vg2ktmrwua6ylc4n3h0df9".repeat(6);
  assert.ok(side(invoice.toUpperCase()) < side(invoice));
});

test("the code is a picture with words", () => {
  assert.match(
    renderPiece(() => Qr({ text: "A", label: 'Pay "1" sat' })),
    /<svg role="img" aria-label="Pay &quot;1&quot; sat"/,
  );
});

test("the plain picture of a code has the same modules", async () => {
  const page = renderPiece(() => QrPicture({ text: "LNBC1PQQQ", label: "Pay" }));
  assert.match(page, /<img src="data:image\/png;base64,[^"]+" alt="Pay"/);
  const { data: modules, size } = encode("LNBC1PQQQ", { ecc: "L", border: 4 });
  const picture = Buffer.from(/base64,([^"]+)"/.exec(page)?.[1] ?? "", "base64");
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const scale = info.width / size;
  const seen = modules.map((row, y) =>
    row.map((_, x) => data[Math.floor((y + 0.5) * scale) * info.width + Math.floor((x + 0.5) * scale)] === 0),
  );
  assert.equal(seen, modules);
});
