import * as assert from "uvu/assert";
import type { z } from "zod";
import { isRefused } from "../../../app/domain/refusal.ts";
import { tokenMaker } from "../../../app/ecash/make-token.ts";
import { noteClaimed } from "../../../app/ecash/note-claimed.ts";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { tokensFor } from "../../../app/ecash/tokens-for.ts";
import type { balance, payout } from "../../../app/http/api/payout.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { ecashOf } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, posted, refused } from "../hub.ts";
import { addSeller, apiKey, askAs } from "../programs.ts";

const test = suite("/api/v1/desk/payouts as a token");
const t = await openHub();
const { ecash, token, close } = await ecashOf(t.shop);
t.hub.ecash = ecash;
const key = (await apiKey(t, await addSeller(t), ["desk.money.read", "desk.money.ask"])).text;
const order = await placeOrder(t, { priceMinor: 2_000n });
await receiveToken(ecash, { chargeId: order.charge.id, token: await token(2_000n) });
test.after(async () => {
  close();
  await t.close();
});

type Payout = z.infer<typeof payout>;

const BASE = "/api/v1/desk/payouts";

function ask(body: object, idempotencyKey: string) {
  const { headers, ...rest } = posted(body);
  return askAs(t, key, BASE, { ...rest, headers: { ...Object(headers), "Idempotency-Key": idempotencyKey } });
}

test("a program asks for a token, follows what becomes of it, and never has it", async () => {
  await refused(ask({ amountMsat: "300000" }, "named"), "no-destination");
  const made = await answered<Payout>(ask({ amountMsat: "300000", as: "ecash" }, "one"), 201);
  assert.equal([made.state, made.to, made.token, made.feeMsat], ["ready", { kind: "ecash", text: "" }, null, null]);
  assert.is((await answered<Payout>(ask({ amountMsat: "300000", as: "ecash" }, "one"), 201)).id, made.id);
  await refused(ask({ amountMsat: "300000" }, "one"), "idempotency-key-reused");
  await sendDue({ ...t.hub, payer: t.shop.node, makeToken: tokenMaker(ecash) });
  const read = () => askAs(t, key, `${BASE}/${made.id}`);
  const text = (await tokensFor(ecash, [made.id]))[0]?.text ?? "";
  const body = await (await read()).text();
  assert.not.ok(body.includes("cashuB"), "whoever reads it would have the money");
  const sent = await answered<Payout>(read(), 200);
  assert.equal([sent.state, sent.token], ["sent", "ready"]);
  assert.ok(BigInt(sent.feeMsat ?? "0") > 0n);
  const other = await placeOrder(t, { priceMinor: 290n });
  const taken = await receiveToken(ecash, { chargeId: other.charge.id, token: text });
  assert.not.ok(isRefused(taken));
  await noteClaimed(ecash);
  assert.is((await answered<Payout>(read(), 200)).token, "claimed");
});

test("what cannot be a token now is refused, and the money stays in the balance", async () => {
  await payOrder(t, await placeOrder(t, { priceMinor: 5_000n }));
  const before = await answered<z.infer<typeof balance>>(askAs(t, key, "/api/v1/desk/balance"), 200);
  await refused(ask({ amountMsat: before.balanceMsat, as: "ecash" }, "all"), "ecash-too-little");
  await refused(ask({ amountMsat: "1500", as: "ecash" }, "part"), "below-dust");
  await refused(ask({ amountMsat: "1000", as: "02".padEnd(66, "a") }, "key"), "invalid-input");
  await t.hub.db.updateTable("mint").set({ state: "off" }).execute();
  await refused(ask({ amountMsat: "1000", as: "ecash" }, "off"), "mint-not-taken");
  await t.hub.db.updateTable("mint").set({ state: "on" }).execute();
  t.hub.ecash = undefined;
  await refused(ask({ amountMsat: "1000", as: "ecash" }, "none"), "no-ecash");
  t.hub.ecash = ecash;
  const after = await answered<z.infer<typeof balance>>(askAs(t, key, "/api/v1/desk/balance"), 200);
  assert.equal([after.balanceMsat, after.movingMsat], [before.balanceMsat, before.movingMsat]);
});
