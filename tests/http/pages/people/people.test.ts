import * as assert from "uvu/assert";
import { setName } from "./set-name.ts";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import { Visitor, formIn, linkIn, linksIn, wordsOf } from "../visitor.ts";
import { comeIn } from "./come-in.ts";

const test = suite("http/pages/people");

test("everybody is listed with role, stall, state, last visit and the kinds of their ways in", async () => {
  const t = await openHub();
  const owner = await comeIn(t, "owner", "Jiwoo");
  const seller = await comeIn(t, "seller", "Mina");
  const { db, clock } = t.hub;
  const email = { address: "mina@example.org", person_id: seller.id, locale: "en" as const, verified_at_ms: clock() };
  await db.insertInto("email").values(email).execute();
  t.shop.clock.advance(3n * 60_000n);
  const words = wordsOf(await owner.visitor.get("/owner/people"));
  assert.match(words, /Mina Seller · corner May come in 3 minutes ago E-mail/);
  assert.match(words, /Jiwoo Owner May come in .{3,20} None yet/);
  assert.not.ok(words.includes("mina@example.org"), "an address is nobody else's business");
  await t.close();
});

test("the list is narrowed by role and by words of the name, and goes on a page at a time", async () => {
  const t = await openHub();
  const { visitor: owner } = await comeIn(t, "owner");
  for (let each = 0; each < 30; each += 1) await comeIn(t, "buyer", `Buyer ${each}`);
  await comeIn(t, "support", "Hana 100%");
  const first = await owner.get("/owner/people?role=buyer");
  assert.is(linksIn(first, /^\/owner\/people\/per_/).length, 25);
  const second = await owner.get(linkIn(first, /[?&]before=/));
  assert.is(linksIn(second, /^\/owner\/people\/per_/).length, 5);
  assert.is((await owner.get(linkIn(second, /role=buyer$/))).html, first.html, "back at the beginning");
  assert.not.match(wordsOf(first), /Hana/);
  const people = async (search: string) =>
    linksIn(await owner.get(`/owner/people?search=${encodeURIComponent(search)}`), /^\/owner\/people\/per_/).length;
  assert.equal([await people("hana"), await people("100%"), await people("%"), await people("_")], [1, 1, 1, 0]);
  assert.match(wordsOf(await owner.get("/owner/people?search=nobody+like+this")), /Nobody found/);
  await t.close();
});

test("a link for somebody who helps is shown once, listed with its maker, and lets one person in with that role", async () => {
  const t = await openHub({ addresses: { admin: "http://shop.lan:3001", lan: "http://shop.lan:3000" } });
  const { visitor: owner } = await comeIn(t, "owner", "Jiwoo");
  const invited = await owner.submit(await owner.get("/owner/people"), "/owner/people/invite", {
    role: "support",
    name: "Hana",
  });
  assert.match(wordsOf(invited), /Link for Hana Send it to Hana/);
  const token = linkIn(invited, /\/join#/).split("#")[1] ?? "";
  const listed = await owner.get("/owner/people");
  assert.match(wordsOf(listed), /Open invitations .*Hana Support Jiwoo/);
  assert.not.ok(listed.html.includes(token), "the link is seen only once");
  const hana = new Visitor(t);
  await hana.submit(await hana.get("/join"), "/join", { code: token, name: "" });
  assert.match(wordsOf(await hana.get("/account")), /Hello, Hana .*You help buyers and sellers/);
  assert.match(wordsOf(await owner.get("/owner/people")), /No link is waiting for anybody/);
  const kept = await t.hub.db.selectFrom("invitation").select("name").where("role", "=", "support").execute();
  assert.equal(kept, [{ name: "" }], "the name is the person's now");
  await t.close();
});

test("a link that was taken back lets nobody in", async () => {
  const t = await openHub();
  const { visitor: owner } = await comeIn(t, "owner");
  const page = await owner.get("/owner/people");
  const invited = await owner.submit(page, "/owner/people/invite", { role: "viewer", name: "Sol" });
  const token = linkIn(invited, /\/join#/).split("#")[1] ?? "";
  const back = await owner.submit(await owner.get("/owner/people"), /\/invitations\/inv_\w+\/take-back$/);
  assert.match(wordsOf(back), /That link is worth nothing any more/);
  const sol = new Visitor(t);
  assert.is((await sol.submit(await sol.get("/join"), "/join", { code: token, name: "Sol" })).status, 410);
  await t.close();
});

test("an operator takes back a seller's link and no other", async () => {
  const t = await openHub();
  const [{ visitor: owner }, operator] = [await comeIn(t, "owner"), await comeIn(t, "operator")];
  await owner.submit(await owner.get("/owner/people"), "/owner/people/invite", { role: "operator", name: "Sol" });
  await operator.visitor.post(`/owner/stalls/${t.shop.stallId}/invite`, {});
  const rows = await t.hub.db.selectFrom("invitation").select(["id", "role"]).execute();
  const idOf = (role: string) => rows.find((row) => row.role === role)?.id ?? "";
  const page = await operator.visitor.get("/owner/people");
  const base = `/owner/stalls/${t.shop.stallId}/invitations`;
  assert.is(formIn(page.html, /take-back$/).action, `${base}/${idOf("seller")}/take-back`);
  assert.is((await operator.visitor.post(`${base}/${idOf("operator")}/take-back`, {})).status, 404);
  assert.is((await operator.visitor.post(`/owner/people/invitations/${idOf("operator")}/take-back`, {})).status, 403);
  const taken = await operator.visitor.post(`${base}/${idOf("seller")}/take-back`, {});
  assert.match(wordsOf(taken), /That link is worth nothing any more/);
  assert.is((await t.hub.db.selectFrom("invitation").select("role").execute()).length, 1);
  await t.close();
});

test("a name is shown as it was typed, whatever it is", async () => {
  const t = await openHub();
  const { visitor: owner } = await comeIn(t, "owner");
  const { id } = await comeIn(t, "buyer", "x");
  await setName(t, id, `<img src=x onerror=alert(1)>"'`);
  for (const path of ["/owner/people", `/owner/people/${id}`, "/owner/audit"]) {
    const page = await owner.get(path);
    assert.not.match(page.html, /<img src=x/, path);
    assert.ok(wordsOf(page).includes("<img src=x onerror=alert(1)>"), path);
  }
  await t.close();
});

test("whoever's proof is old is led to a new one, and finds no form that would be refused", async () => {
  const t = await openHub();
  const { visitor: owner } = await comeIn(t, "owner");
  const { id } = await comeIn(t, "seller", "Mina");
  t.shop.clock.advance(5n * 60_000n);
  for (const path of ["/owner/people", `/owner/people/${id}`]) {
    const page = await owner.get(path);
    assert.not.match(page.html, /action="\/owner\/people\//, path);
    assert.ok(linksIn(page, new RegExp(`^/account/confirm\\?wanted=${encodeURIComponent(path)}$`)).length > 0, path);
  }
  assert.is((await owner.post(`/owner/people/${id}/shut-out`, {})).status, 403);
  await t.close();
});
