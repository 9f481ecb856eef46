import * as assert from "uvu/assert";
import { editStall } from "../../app/catalog/edit-stall.ts";
import { findContact } from "../../app/catalog/find-contact.ts";
import { findStall } from "../../app/catalog/find-stall.ts";
import { listStalls } from "../../app/catalog/list-stalls.ts";
import { openStall } from "../../app/catalog/open-stall.ts";
import { suite } from "../support/suite.ts";
import { granted, openMarket } from "./stalls.ts";

const test = suite("catalog/stalls");
const { db, clock, random, open, add, close } = await openMarket();
test.after(close);

test("a stall is found by its slug and by its id", async () => {
  const id = await open("coffee", { title: "  Night Coffee ", text: "first\r\nsecond" });
  const bySlug = await granted(findStall(db, "coffee"));
  assert.equal(bySlug, {
    id,
    slug: "coffee",
    title: "Night Coffee",
    text: "first\nsecond",
    contact: "",
    state: "open",
    sign: undefined,
    lateTolerancePpm: 20_000,
    listedProducts: 0,
    createdAtMs: clock(),
  });
  assert.equal(await findStall(db, id), bySlug);
});

test("a stall that is not there is refused, however strange its name", async () => {
  for (const name of [
    "nobody",
    "",
    "stl_0",
    "Coffee",
    "a\0b",
    "a'b",
    "%",
    "😀",
    `stl_${"0".repeat(26)}`,
    "x".repeat(10_000),
  ]) {
    assert.equal(await findStall(db, name), { kind: "refused", reason: "unknown-stall" }, name);
  }
});

test("two stalls never share an address, even when opened at the same moment", async () => {
  const results = await Promise.all([1, 2].map(() => openStall(db, { slug: "twin", title: "Twin" }, clock(), random)));
  assert.equal(results.map((result) => ("reason" in result ? result.reason : "opened")).toSorted(), [
    "opened",
    "slug-taken",
  ]);
});

test("input that is not a stall is refused with every field at fault", async () => {
  const refused = await openStall(
    db,
    { slug: "No Good", title: " ", text: "a\0", lateTolerancePpm: -1, extra: 1 },
    clock(),
    random,
  );
  assert.ok("errors" in refused);
  assert.is(refused.reason, "invalid-input");
  assert.equal(
    refused.errors.map((error) => error.pointer),
    ["/slug", "/title", "/text", "/lateTolerancePpm", "/extra"],
  );
  for (const input of [undefined, null, 1, "x", [], { slug: 1, title: {} }]) {
    assert.is(((await openStall(db, input, clock(), random)) as { kind?: string }).kind, "refused");
  }
});

test("editing changes what is named and keeps the rest", async () => {
  const id = await open("editable", { text: "before" });
  const before = await granted(findStall(db, id));
  await granted(editStall(db, id, { title: "After", lateTolerancePpm: 0 }, clock(), random));
  assert.equal(await findStall(db, id), { ...before, title: "After", lateTolerancePpm: 0 });
  assert.equal(await editStall(db, "stl_none", { title: "x" }, clock(), random), {
    kind: "refused",
    reason: "unknown-stall",
  });
  const slug = await editStall(db, id, { slug: "other" }, clock(), random);
  assert.is("pointer" in slug && slug.pointer, "/slug");
});

test("how to reach the seller is one short line, and may be taken back", async () => {
  const id = await open("reachable", { contact: " hello@orchard.example " });
  const contact = async () => (await granted(findStall(db, id))).contact;
  assert.is(await contact(), "hello@orchard.example");
  for (const wrong of ["first\nsecond", "a\0b", "x".repeat(201)]) {
    const refused = await editStall(db, id, { contact: wrong }, clock(), random);
    assert.is("pointer" in refused && refused.pointer, "/contact", JSON.stringify(wrong));
  }
  assert.is(await contact(), "hello@orchard.example");
  await granted(editStall(db, id, { contact: "가".repeat(200) }, clock(), random));
  assert.is(await findContact(db, id), "가".repeat(200));
  await granted(editStall(db, id, { contact: "" }, clock(), random));
  assert.equal([await contact(), await findContact(db, id), await findContact(db, "stl_none")], ["", "", ""]);
});

test("a closed stall leaves the list, and its products are counted only while listed", async () => {
  const id = await open("counted");
  await add(id);
  await add(id, { state: "hidden" });
  const slugs = async (withClosed: boolean) =>
    (await granted(listStalls(db, { withClosed }))).items.map((stall) => `${stall.slug} ${stall.listedProducts}`);
  assert.ok((await slugs(false)).includes("counted 1"));
  await granted(editStall(db, id, { state: "closed" }, clock(), random));
  assert.not((await slugs(false)).includes("counted 1"));
  assert.ok((await slugs(true)).includes("counted 1"));
  assert.is((await granted(findStall(db, id))).state, "closed");
});

test("the list of stalls is paged in the order of opening", async () => {
  const all = (await granted(listStalls(db, { limit: 100, withClosed: true }))).items.map((stall) => stall.slug);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await granted(listStalls(db, { limit: 2, cursor, withClosed: true }));
    paged.push(...page.items.map((stall) => stall.slug));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  assert.equal(paged, all);
  assert.ok(all.length >= 4);
  assert.equal(await listStalls(db, { cursor: "x" }), { kind: "refused", reason: "invalid-input", pointer: "/cursor" });
});

test("what happens to a stall is remembered in its own stream", async () => {
  const id = await open("remembered");
  await granted(editStall(db, id, { text: "new", state: "closed" }, clock(), random));
  await granted(editStall(db, id, {}, clock(), random));
  const events = await db
    .selectFrom("event")
    .select(["type", "body"])
    .where("stream", "=", id)
    .orderBy("seq")
    .execute();
  assert.equal(events, [
    { type: "stall.opened", body: `{"slug":"remembered","title":"Stall remembered"}` },
    { type: "stall.edited", body: `{"fields":["state","text"]}` },
  ]);
});
