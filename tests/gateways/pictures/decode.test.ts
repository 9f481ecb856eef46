import sharp from "sharp";
import * as assert from "uvu/assert";
import { isRefused } from "../../../app/domain/refusal.ts";
import type { ReadPicture } from "../../../app/gateways/pictures/port.ts";
import { drawPicture, readPicture } from "../../../app/gateways/pictures/decode.ts";
import { processorMs } from "../../support/processor-time.ts";
import { suite } from "../../support/suite.ts";
import { pngClaiming, scriptedSvg, twoHalves } from "./samples.ts";

const test = suite("gateways/pictures/decode");

async function accepted(source: Uint8Array): Promise<ReadPicture> {
  const picture = await readPicture(source);
  if (isRefused(picture)) throw new Error("the picture was refused");
  return picture;
}

async function refuses(source: Uint8Array, why: string): Promise<void> {
  assert.equal(await readPicture(source), { kind: "refused", reason: "picture-refused" }, why);
}

test("PNG, JPEG, WebP and AVIF become WebP files of the three widths", async () => {
  const source = () => twoHalves(1_600, 1_200);
  const encoded = [source().png(), source().jpeg(), source().webp(), source().avif({ effort: 0 })];
  for (const format of encoded) {
    const picture = await accepted(await format.toBuffer());
    assert.equal([picture.width, picture.height], [1_280, 960]);
    assert.equal(
      picture.files.map((file) => file.width),
      [320, 640, 1_280],
    );
    for (const file of picture.files) {
      const header = await sharp(file.bytes).metadata();
      assert.equal([header.format, header.width, header.height], ["webp", file.width, (file.width * 3) / 4]);
    }
  }
});

test("a small picture is not enlarged", async () => {
  const picture = await accepted(await twoHalves(500, 300).png().toBuffer());
  assert.equal(
    picture.files.map((file) => file.width),
    [320, 500],
  );
  const tiny = await accepted(await twoHalves(1, 2).png().toBuffer());
  assert.equal([tiny.width, tiny.height, tiny.files.length], [1, 2, 1]);
});

test("the same upload is the same picture, another one is another", async () => {
  const source = await twoHalves(40, 30).png().toBuffer();
  const [once, again] = [await accepted(source), await accepted(source)];
  assert.is(once.id, again.id);
  assert.match(once.id, /^[0-9a-f]{64}$/);
  assert.is.not((await accepted(await twoHalves(41, 30).png().toBuffer())).id, once.id);
});

test("where and with what a photo was taken does not get out", async () => {
  const gps = {
    GPSLatitudeRef: "N",
    GPSLatitude: "37/1 33/1 0/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "126/1 58/1 0/1",
  };
  const photo = await twoHalves(700, 500)
    .withExif({ IFD0: { Make: "CanaryCamera", Copyright: "CanaryName" }, IFD3: gps })
    .withXmp(
      `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">CanaryXmp</x:xmpmeta>`,
    )
    .jpeg()
    .toBuffer();
  assert.ok(photo.includes("CanaryCamera") && photo.includes("CanaryXmp"), "the sample really carries it");
  for (const { bytes } of (await accepted(photo)).files) {
    const { exif, xmp, icc, iptc } = await sharp(bytes).metadata();
    assert.equal([exif, xmp, icc, iptc], [undefined, undefined, undefined, undefined]);
    assert.not(Buffer.from(bytes).includes("Canary"));
  }
});

test("a photo taken with a turned camera comes out upright", async () => {
  // Orientation 6: the camera was turned, the picture has to be rotated by 90° clockwise to be seen right.
  const photo = await twoHalves(400, 200).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
  const picture = await accepted(photo);
  assert.equal([picture.width, picture.height], [200, 400]);
  const pixels = await sharp(picture.files[0]?.bytes).removeAlpha().raw().toBuffer();
  const [left, right] = [pixels.subarray(0, 3), pixels.subarray(199 * 3, 200 * 3)];
  assert.ok((left[2] ?? 0) > 150 && (left[0] ?? 255) < 100, "what was below is now on the left");
  assert.ok((right[0] ?? 0) > 150 && (right[2] ?? 255) < 100);
});

test("transparency is kept", async () => {
  const source = await sharp({ create: { width: 20, height: 20, channels: 4, background: "#ff000080" } })
    .png()
    .toBuffer();
  const { hasAlpha } = await sharp((await accepted(source)).files[0]?.bytes).metadata();
  assert.is(hasAlpha, true);
});

test("a picture that claims to be huge is refused before it is decoded", async () => {
  const claims = [
    [60_000, 60_000],
    [8_001, 1],
    [1, 8_001],
    [8_000, 5_001],
    [0, 10],
  ] as const;
  const tookMs = await processorMs(async () => {
    for (const [width, height] of claims) await refuses(pngClaiming(width, height), `${width} × ${height}`);
  });
  assert.ok(tookMs < 1_000);
});

test("an AVIF picture, whose decoder needs most memory, has a limit of its own", async () => {
  const flat = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#c96" } })
      .avif({ effort: 0 })
      .toBuffer();
  await refuses(await flat(4_001, 3_000), "above 12 megapixels");
});

test("a file above ten megabytes is refused unread", async () => {
  const png = await twoHalves(10, 10).png().toBuffer();
  await accepted(Buffer.concat([png, Buffer.alloc(1_000)]));
  await refuses(Buffer.concat([png, Buffer.alloc(10_000_000)]), "10 MB");
});

test("a file that was cut off is refused, wherever it was cut", async () => {
  const source = () =>
    sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: "white",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    });
  for (const format of [source().png(), source().jpeg(), source().webp(), source().avif({ effort: 0 })]) {
    const whole = await format.toBuffer();
    await accepted(whole);
    for (const share of [0.9, 0.5, 0.1]) await refuses(whole.subarray(0, Math.floor(whole.length * share)), `${share}`);
  }
  await refuses(new Uint8Array(), "empty");
});

test("SVG, GIF, TIFF, HTML and films are refused, whatever they call themselves", async () => {
  await refuses(scriptedSvg, "svg");
  await refuses(Buffer.concat([Buffer.from("\ufeff<?xml version='1.0'?>"), scriptedSvg]), "svg with a prologue");
  await refuses(await twoHalves(20, 20).gif().toBuffer(), "gif");
  await refuses(await twoHalves(20, 20).tiff().toBuffer(), "tiff");
  await refuses(Buffer.from("<!doctype html><script>alert(1)</script>"), "html");
  await refuses(Buffer.from("\0\0\0\x1cftypavis\0\0\0\0avismsf1miaf"), "avif film");
  await refuses(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "heic");
});

test("the first bytes of a picture before something else are refused", async () => {
  for (const head of [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0xff, 0xd8, 0xff, 0xe0],
    [...Buffer.from("RIFF\0\0\0\0WEBP")],
  ]) {
    await refuses(Buffer.concat([Buffer.from(head), scriptedSvg]), String(head));
  }
});

test("what is hidden behind a picture's end is not served", async () => {
  const jpeg = await twoHalves(50, 50).jpeg().toBuffer();
  const polyglot = Buffer.concat([jpeg, Buffer.from("<script>canary()</script>PK\x03\x04")]);
  for (const { bytes } of (await accepted(polyglot)).files) assert.not(Buffer.from(bytes).includes("canary"));
});

/** A drawing of that size with a circle in it, `viewBox` 400 × 300. */
function drawing(width: number, height: number): Buffer {
  const shapes = `<rect width="400" height="300" fill="#c96"/><circle cx="200" cy="150" r="100" fill="#246"/>`;
  const size = `width="${width}" height="${height}" viewBox="0 0 400 300"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${shapes}</svg>`);
}

test("the program's own drawings come as wide as they say they are", async () => {
  for (const [width, widths] of [
    [2_240, [320, 640, 1_120, 2_240]],
    [1_120, [320, 640, 1_120]],
    [800, [320, 640, 800]],
  ] as const) {
    const picture = await drawPicture(drawing(width, (width * 3) / 4));
    assert.equal([picture.width, picture.height], [width, (width * 3) / 4]);
    assert.equal(
      picture.files.map((file) => file.width),
      widths,
    );
    for (const { bytes, width: fileWidth } of picture.files) {
      const { width: seen, hasAlpha } = await sharp(bytes).metadata();
      assert.equal([seen, hasAlpha], [fileWidth, false]);
    }
  }
});

test("a drawing is drawn anew in its largest size, not blown up from a smaller one", async () => {
  const { files } = await drawPicture(drawing(2_240, 1_680));
  const { data, info } = await sharp(files.at(-1)?.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  // Through the circle's left edge, where a blurred picture takes many steps from the one colour to the other.
  const row = data.subarray(info.width * 840, info.width * 840 + 1_120);
  const [dark, light] = [Math.min(...row), Math.max(...row)];
  const between = [...row].filter((grey) => grey > dark + 16 && grey < light - 16);
  assert.ok(between.length <= 4, `${between.length} pixels of edge`);
});
