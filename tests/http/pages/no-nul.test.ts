import * as assert from "uvu/assert";
import { accessOf } from "../../../app/http/access.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { comeIn } from "./people/come-in.ts";

const test = suite("http/pages/no-nul");

test("an address with a NUL in it leads nowhere, and is no fault of the hub", async () => {
  const t = await openHub();
  const { visitor } = await comeIn(t, "owner");
  const places = accessOf(t.app).filter(({ method, path }) => method === "GET" && path.includes("/:"));
  assert.ok(places.length > 15, `only ${places.length} addresses have a place in them`);
  for (const { path } of places) {
    const { status } = await visitor.get(path.replaceAll(/:\w+(?:\{[^}]*\})?/g, "%00"));
    assert.ok([403, 404].includes(status), `${path} answered ${status}`);
  }
  for (const path of ["/owner/people?search=%00", "/owner/audit?who=%00", "/orders/%00/x"])
    assert.is((await visitor.get(path)).status, 404, path);
  await t.close();
});

test("a NUL in a form's field is no fault of the hub either", async () => {
  const t = await openHub();
  const { visitor } = await comeIn(t, "owner");
  const { status } = await visitor.post("/account", { name: "Mi\0na", locale: "" });
  assert.ok(status < 500, `answered ${status}`);
  await t.close();
});

test("a search for a NUL finds nothing", async () => {
  const t = await openHub();
  const { visitor } = await comeIn(t, "owner");
  assert.is((await visitor.get("/?search=%00")).status, 200);
  await t.close();
});
