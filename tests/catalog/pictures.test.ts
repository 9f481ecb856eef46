import { createHash } from "node:crypto";
import * as assert from "uvu/assert";
import { addPicture } from "../../app/catalog/add-picture.ts";
import { arrangePictures } from "../../app/catalog/arrange-pictures.ts";
import { findPictureFile } from "../../app/catalog/find-picture-file.ts";
import { findOwnProduct } from "../../app/catalog/find-product.ts";
import { findStall } from "../../app/catalog/find-stall.ts";
import { setSign } from "../../app/catalog/set-sign.ts";
import { outsideTransactions } from "../../app/db/outside.ts";
import { refuse } from "../../app/domain/refusal.ts";
import type { PicturePort, ReadPicture } from "../../app/gateways/pictures/port.ts";
import { suite } from "../support/suite.ts";
import { granted, openMarket } from "./stalls.ts";

const test = suite("catalog/pictures");
const { db, clock, random, open, add, close } = await openMarket();
const stallId = await open("mine");
const otherId = await open("other");
test.after(close);

/** Takes anything but an empty file; the real reader has tests of its own. */
const pictures: PicturePort = outsideTransactions({
  read: async (source: Uint8Array) => (source.length === 0 ? refuse("picture-refused") : plain(source)),
  draw: async (svg: Uint8Array) => plain(svg),
});

function plain(source: Uint8Array): ReadPicture {
  const id = createHash("sha256").update(source).digest("hex");
  const files = [320, 640].map((width) => ({ width, bytes: new Uint8Array([...source, width & 255]) }));
  return { id, width: 640, height: 480, files };
}

const upload = (name: string, alt = `Photo ${name}`) => ({ bytes: Buffer.from(name), alt });
const idOf = (name: string) => plain(Buffer.from(name)).id;
const put = (productId: string, name: string, alt?: string, stall = stallId) =>
  addPicture(db, pictures, { stallId: stall, productId }, upload(name, alt), clock(), random);
const shown = async (productId: string) => (await granted(findOwnProduct(db, stallId, productId, new Map()))).pictures;

test("pictures are shown in the order they came, with their sizes and texts", async () => {
  const { productId } = await add(stallId);
  await granted(put(productId, "front"));
  await granted(put(productId, "back"));
  assert.equal(await shown(productId), [
    { id: idOf("front"), width: 640, height: 480, widths: [320, 640], alt: "Photo front" },
    { id: idOf("back"), width: 640, height: 480, widths: [320, 640], alt: "Photo back" },
  ]);
  assert.equal(
    Buffer.from((await findPictureFile(db, idOf("front"), 320)) ?? []),
    Buffer.from([...Buffer.from("front"), 64]),
  );
});

test("the same picture added again only changes its text, and two products may share one", async () => {
  const [one, two] = [await add(stallId), await add(stallId)];
  await granted(put(one.productId, "shared", "First words"));
  await granted(put(one.productId, "shared", "Better words"));
  await granted(put(two.productId, "shared", "Elsewhere"));
  assert.equal(
    (await shown(one.productId)).map((picture) => picture.alt),
    ["Better words"],
  );
  await granted(arrangePictures(db, stallId, one.productId, [], clock(), random));
  assert.equal(await shown(one.productId), []);
  assert.equal(
    (await shown(two.productId)).map((picture) => picture.alt),
    ["Elsewhere"],
  );
  assert.ok(await findPictureFile(db, idOf("shared"), 640));
});

test("arranging sets order and texts, and removes what is left out with its bytes", async () => {
  const { productId } = await add(stallId);
  for (const name of ["a1", "b1", "c1"]) await granted(put(productId, name));
  const order = [
    { id: idOf("c1"), alt: "Now first" },
    { id: idOf("a1"), alt: "Now second" },
  ];
  await granted(arrangePictures(db, stallId, productId, order, clock(), random));
  assert.equal(
    (await shown(productId)).map(({ id, alt }) => ({ id, alt })),
    order,
  );
  assert.is(await findPictureFile(db, idOf("b1"), 320), undefined);
});

test("an order that names strange, doubled or undescribed pictures is refused", async () => {
  const { productId } = await add(stallId);
  await granted(put(productId, "only"));
  const [id, alt] = [idOf("only"), "x"];
  const wrong: [unknown, string][] = [
    [[{ id: idOf("never"), alt }], "/0/id"],
    [
      [
        { id, alt },
        { id, alt },
      ],
      "",
    ],
    [[{ id, alt: "" }], "/0/alt"],
    [[{ id: "a\0", alt }], "/0/id"],
    [{ id, alt }, ""],
    [[{ id }], "/0/alt"],
  ];
  for (const [order, pointer] of wrong) {
    const refused = await arrangePictures(db, stallId, productId, order, clock(), random);
    assert.ok("reason" in refused);
    assert.equal([refused.reason, refused.pointer], ["invalid-input", pointer]);
  }
  assert.is((await shown(productId)).length, 1);
});

test("a product takes eight pictures and no more, and each needs a text", async () => {
  const { productId } = await add(stallId);
  for (let index = 0; index < 7; index += 1) await granted(put(productId, `p${index}`));
  const results = await Promise.all([put(productId, "p7"), put(productId, "p8")]);
  assert.equal(results.map((result) => ("reason" in result ? result.reason : "added")).toSorted(), [
    "added",
    "too-many-pictures",
  ]);
  const mute = await put(productId, "mute", "  ");
  assert.is("pointer" in mute && mute.pointer, "/alt");
});

test("what is no picture is refused and nothing is kept", async () => {
  const { productId } = await add(stallId);
  assert.equal(await put(productId, ""), { kind: "refused", reason: "picture-refused" });
  assert.equal(await setSign(db, pictures, stallId, new Uint8Array(), clock(), random), {
    kind: "refused",
    reason: "picture-refused",
  });
  assert.equal(await shown(productId), []);
});

test("a seller reaches no other stall's pictures", async () => {
  const { productId } = await add(stallId);
  await granted(put(productId, "mine"));
  const unknown = { kind: "refused", reason: "unknown-product" };
  assert.equal(await put(productId, "theirs", "x", otherId), unknown);
  assert.equal(await arrangePictures(db, otherId, productId, [], clock(), random), unknown);
  assert.is((await shown(productId)).length, 1);
  assert.is(await findPictureFile(db, idOf("theirs"), 320), undefined);
});

test("a stall's sign is hung, replaced and taken down, and stays while another stall shows it", async () => {
  const hang = (stall: string, name: string | undefined) =>
    granted(setSign(db, pictures, stall, name === undefined ? undefined : Buffer.from(name), clock(), random));
  await hang(stallId, "sign");
  await hang(otherId, "sign");
  const { sign, title } = await granted(findStall(db, "mine"));
  assert.equal(sign, { id: idOf("sign"), width: 640, height: 480, widths: [320, 640], alt: title });
  await hang(stallId, "new sign");
  assert.is((await granted(findStall(db, "other"))).sign?.alt, "Stall other");
  await hang(otherId, undefined);
  assert.is((await granted(findStall(db, "other"))).sign, undefined);
  assert.is(await findPictureFile(db, idOf("sign"), 320), undefined);
  assert.ok(await findPictureFile(db, idOf("new sign"), 320));
});

test("only exact names lead to a picture's bytes", async () => {
  for (const [id, width] of [
    ["", 320],
    ["a\0", 320],
    [idOf("front"), 321],
    [idOf("front"), 1.5],
    [idOf("front"), Number.NaN],
  ] as const) {
    assert.is(await findPictureFile(db, id, width), undefined);
  }
});
