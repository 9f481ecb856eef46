import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { openHub } from "../../hub.ts";
import { Visitor } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

const test = suite("http/pages/account/pin-guesses");

const PIN = "527391";

/** The groups on the sheet, as a person would type them. */
function typedFrom({ html }: Answer): string {
  return [...html.matchAll(/<span>([0-9A-Z]{4})<\/span>/g)].map(([, group]) => group).join(" ");
}

test("thirty guesses at a PIN from thirty browsers at once are five, and the right one is not among those left", async () => {
  const t = await openHub();
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  const sheet = await seller.submit(await seller.get("/account/sheet"), "/account/sheet", { pin: PIN, again: PIN });
  const code = typedFrom(sheet);
  const guess = (pin: string) => new Visitor(t).post("/recover", { code, pin });
  const pins = Array.from({ length: 30 }, (_, count) => String(Number(PIN) + 1 + count));
  const answers = await Promise.all(pins.map(guess));
  const right = await guess(PIN);
  assert.equal(new Set([...answers, right].map(({ status }) => status)), new Set([right.status]));
  assert.is.not(right.path, "/account/recover");
  const row = await t.hub.db.selectFrom("backup_sheet").select(["state", "wrong_pins"]).executeTakeFirstOrThrow();
  assert.equal(row, { state: "burnt", wrong_pins: 5n });
  assert.is((await seller.get("/account")).status, 200, "the person stays signed in: guesses are the sheet's trouble");
  await t.close();
});
