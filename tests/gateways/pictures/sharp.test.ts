import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { isRefused } from "../../../app/domain/refusal.ts";
import { readPicture } from "../../../app/gateways/pictures/decode.ts";
import { sharpPictures } from "../../../app/gateways/pictures/sharp.ts";
import { rejects, suite } from "../../support/suite.ts";
import { scriptedSvg, twoHalves } from "./samples.ts";

const test = suite("gateways/pictures/sharp");
const svg = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60"/></svg>`,
);
const refused = { kind: "refused", reason: "picture-refused" };

/** The decoding processes that this one has started. */
function children(): number[] {
  const list = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return list
    .split(" ")
    .filter((pid) => pid !== "" && commandOf(pid).includes("pictures/child.ts"))
    .map(Number);
}

/** Empty for a process that has ended meanwhile. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

test("a picture decoded in the other process is the same picture", async () => {
  const source = await twoHalves(700, 500).jpeg().toBuffer();
  const picture = await sharpPictures({ deadlineMs: 20_000, idleMs: 1 }).read(source);
  assert.equal(picture, await readPicture(source));
});

test("pictures sent at the same time are all read, and a bad one spoils no other", async () => {
  const pictures = sharpPictures({ deadlineMs: 20_000, idleMs: 1 });
  const good = await twoHalves(60, 40).png().toBuffer();
  const results = await Promise.all(
    [good, scriptedSvg, good.subarray(0, 80), good].map((source) => pictures.read(source)),
  );
  assert.equal(results.map(isRefused), [false, true, true, false]);
  assert.is((await pictures.draw(svg)).width, 80);
});

test("the process ends when it has nothing to do, and comes back when it has", async () => {
  const pictures = sharpPictures({ deadlineMs: 20_000, idleMs: 1 });
  const before = children().length;
  for (let round = 0; round < 2; round += 1) {
    await pictures.draw(svg);
    while (children().length > before) await new Promise((resolve) => setImmediate(resolve));
  }
});

test("a decoder that dies or hangs refuses its picture and hurts nobody after it", async () => {
  const before = children();
  const pictures = sharpPictures({ deadlineMs: 20_000, idleMs: 10_000 });
  const good = await twoHalves(60, 40).png().toBuffer();
  await pictures.read(good);
  const [child] = children().filter((pid) => !before.includes(pid));
  assert.ok(child !== undefined);
  const dying = pictures.read(good);
  process.kill(child, "SIGKILL");
  assert.equal(await dying, refused);
  assert.not(isRefused(await pictures.read(good)));

  const hurried = sharpPictures({ deadlineMs: 1, idleMs: 1 });
  assert.equal(await hurried.read(good), refused);
  await rejects(hurried.draw(svg), /could not be turned into a picture/);
});
