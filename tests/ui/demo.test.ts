import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import sharp from "sharp";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";

const test = suite("ui/demo");

const drawings = globSync("ui/demo/*.svg").toSorted();

test("there are twelve products and three signs at least", () => {
  const signs = drawings.filter((path) => basename(path).startsWith("sign-"));
  assert.ok(signs.length >= 3);
  assert.ok(drawings.length - signs.length >= 12);
});

test("a drawing needs no font, no other file and no script", () => {
  for (const path of drawings)
    assert.not.match(
      readFileSync(path, "utf8").replaceAll("http://www.w3.org/2000/svg", ""),
      /<text|<image|<script|font|https?:|style=/,
      path,
    );
});

test("every drawing becomes a picture of its shape, as wide as pages show it on the sharpest screens", async () => {
  for (const path of drawings) {
    const { width, height } = await sharp(path).metadata();
    const { data } = await sharp(path).resize(60).raw().toBuffer({ resolveWithObject: true });
    assert.equal([width, height], basename(path).startsWith("sign-") ? [2240, 896] : [1120, 840], path);
    assert.ok(new Set(data).size > 40, `${path} is nearly one colour`);
  }
});
