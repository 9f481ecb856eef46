import * as assert from "uvu/assert";
import { Visitor, wordsOf } from "../http/pages/visitor.ts";
import { openHub } from "../http/hub.ts";
import { suite } from "../support/suite.ts";

const test = suite("accounts/claim");

const CODE = "0123456789abcdef".repeat(4);

const enter = async (visitor: Visitor, code: string) =>
  visitor.submit(await visitor.get("/join"), "/join", { code, name: "Mina" });

test("whoever has the code that the installation showed becomes the owner, once", async () => {
  const t = await openHub({ claimCode: CODE });
  const [owner, second] = [new Visitor(t), new Visitor(t)];
  await enter(owner, ` ${CODE} `);
  assert.match(wordsOf(await owner.get("/owner")), /Everything is fine/);
  assert.is((await enter(second, CODE)).status, 422);
  assert.is((await t.hub.db.selectFrom("person").select("id").execute()).length, 1);
  await t.close();
});

test("another code lets nobody in, and neither does any where the installation shows none", async () => {
  for (const claimCode of [CODE, undefined]) {
    const t = await openHub({ claimCode });
    for (const code of [CODE.replace("0", "1"), "undefined", ""])
      assert.is((await enter(new Visitor(t), code)).status, 422, code);
    assert.equal(await t.hub.db.selectFrom("person").select("id").execute(), []);
    await t.close();
  }
});

test("after an owner has come in by a link, the code is worth nothing", async () => {
  const t = await openHub({ claimCode: CODE });
  await new Visitor(t).signIn({ role: "owner" });
  assert.is((await enter(new Visitor(t), CODE)).status, 422);
  await t.close();
});
