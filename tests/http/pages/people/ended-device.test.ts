import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { answered, openHub, posted, refused } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { comeIn } from "./come-in.ts";
import type { Member } from "./come-in.ts";

const test = suite("http/pages/people ended-device");

type Open = { t: TestHub; owner: Member; seller: Member; token: string; events: Response };

/** A seller whose page listens to the desk by a token made from the session. */
async function openListening(): Promise<Open> {
  const t = await openHub();
  const [owner, seller] = [await comeIn(t, "owner"), await comeIn(t, "seller")];
  const cookie = { Cookie: `satoshop_sid=${seller.visitor.cookie("satoshop_sid")}`, Origin: t.hub.origin };
  const made = t.app.request("/api/v1/token", posted({}, cookie));
  const { token } = await answered<{ token: string }>(made, 201);
  const events = await t.app.request("/api/v1/desk/events", { headers: { Authorization: `Bearer ${token}` } });
  assert.is(events.status, 200);
  return { t, owner, seller, token, events };
}

async function assertOut({ t, seller, token, events }: Open): Promise<void> {
  // It ends only because the hub ends it: the test has no other way to come past this line.
  const said = await events.text();
  assert.not.match(
    said,
    /\n:\n\n/,
    "it ends before its first sign of life: by being told, not by looking from time to time",
  );
  await refused(t.app.request("/api/v1/me", { headers: { Authorization: `Bearer ${token}` } }), "bad-bearer");
  assert.is((await seller.visitor.get("/account")).status, 401);
  await t.close();
}

for (const [what, path] of [
  ["ends the device", ({ seller }: Open) => `devices/${seller.sessionId}/end`],
  ["ends all devices", () => "devices/end-all"],
  ["shuts the person out", () => "shut-out"],
] as const) {
  test(`the owner ${what}: page, token and running event stream are out at once`, async () => {
    const open = await openListening();
    const done = await open.owner.visitor.post(`/owner/people/${open.seller.id}/${path(open)}`, {});
    assert.is(done.status, 200);
    await assertOut(open);
  });
}

test("the owner gives another role: page, token and running event stream are out at once", async () => {
  const open = await openListening();
  const change = { from: "seller", role: "buyer" };
  assert.is((await open.owner.visitor.post(`/owner/people/${open.seller.id}/role`, change)).status, 200);
  await assertOut(open);
});
