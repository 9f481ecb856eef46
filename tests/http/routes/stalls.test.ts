import * as assert from "uvu/assert";
import type { z } from "zod";
import { editStall } from "../../../app/catalog/edit-stall.ts";
import type { stall, stallPage } from "../../../app/http/api/stall.ts";
import { granted } from "../../catalog/stalls.ts";
import { addProduct, addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, refused } from "../hub.ts";

type Page = z.infer<typeof stallPage>;
type Stall = z.infer<typeof stall>;

const test = suite("GET /api/v1/stalls");

const t = await openHub();
test.after(t.close);

test("open stalls are listed in the order they were opened, closed ones are not there", async () => {
  const [second, closed] = [await addStall(t.shop, "second"), await addStall(t.shop, "closed")];
  await t.hub.db.updateTable("stall").set({ state: "closed" }).where("id", "=", closed).execute();
  const page = await answered<Page>(t.app.request("/api/v1/stalls"), 200);
  assert.equal(page.items.map(({ id }) => id).toSorted(), [t.shop.stallId, second].toSorted());
  assert.is(page.nextCursor, null);
  await refused(t.app.request(`/api/v1/stalls/${closed}`), "unknown-stall");
});

test("a stall is shown by its id or slug, with how much it sells", async () => {
  await addProduct(t.shop);
  const byId = await answered<Stall>(t.app.request(`/api/v1/stalls/${t.shop.stallId}`), 200);
  assert.is(byId.products, 1);
  assert.is(byId.sign, null);
  assert.equal(await answered<Stall>(t.app.request("/api/v1/stalls/corner"), 200), byId);
});

test("a stall says how its seller is reached, and nothing where the seller has not said", async () => {
  const read = () => answered<Stall>(t.app.request(`/api/v1/stalls/${t.shop.stallId}`), 200);
  assert.is((await read()).contact, "");
  const { db, clock, random } = t.hub;
  await granted(editStall(db, t.shop.stallId, { contact: "hello@orchard.example" }, clock(), random));
  assert.is((await read()).contact, "hello@orchard.example");
});

test("stalls are paged and carry an ETag", async () => {
  await addStall(t.shop, "third");
  const page = await answered<Page>(t.app.request("/api/v1/stalls?limit=1"), 200);
  const rest = await answered<Page>(t.app.request(`/api/v1/stalls?cursor=${page.nextCursor}`), 200);
  assert.not.ok(rest.items.some(({ id }) => id === page.items[0]?.id));
  const tag = (await t.app.request("/api/v1/stalls")).headers.get("etag") ?? "";
  assert.is((await t.app.request("/api/v1/stalls", { headers: { "If-None-Match": tag } })).status, 304);
});

test("what no stall is called is 404", async () => {
  await refused(t.app.request("/api/v1/stalls/nobody"), "unknown-stall");
  await refused(t.app.request("/api/v1/stalls/%00"), "unknown-stall");
});
