import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("GET /pictures");

const t = await openHub();
const id = "ab".repeat(32);
const bytes = new Uint8Array([1, 2, 3]);
await t.hub.db.insertInto("picture").values({ id, width: 320n, height: 240n, created_at_ms: 0n }).execute();
await t.hub.db.insertInto("picture_file").values({ picture_id: id, width: 320n, bytes }).execute();
test.after(t.close);

test("a picture is WebP and may be kept for ever, also the second time", async () => {
  for (const time of [1, 2]) {
    const response = await t.app.request(`/pictures/${id}/320`);
    assert.is(response.status, 200, `time ${time}`);
    assert.is(response.headers.get("content-type"), "image/webp");
    assert.is(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(new Uint8Array(await response.arrayBuffer()), bytes);
  }
});

test("other widths, other ids and other names are 404", async () => {
  for (const path of [
    `${id}/321`,
    `${"cd".repeat(32)}/320`,
    `${id}/0320`,
    `${id}/${"9".repeat(30)}`,
    `${id}/-1`,
    "x/320",
    id,
  ]) {
    await refused(t.app.request(`/pictures/${path}`), "not-found");
  }
});
