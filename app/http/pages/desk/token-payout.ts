import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import type { Ecash } from "../../../ecash/ecash.ts";
import { tokenRefuser } from "../../../ecash/refuse-token.ts";
import { askPayout } from "../../../payments/outgoing/ask-payout.ts";
import { newOutgoingId } from "../../../payments/outgoing/record-by-hand.ts";
import { isWritten } from "../../../payments/outgoing/write-outgoing.ts";
import { sellerBalance } from "../../../payments/seller-balance.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { checkTokenPayoutPage, tokenPayoutPage } from "../../../../ui/pages/desk/token-payout-page.ts";
import type { TokenForm } from "../../../../ui/pages/desk/token-payout-page.ts";
import { WALLET_KEY } from "../../../../ui/pages/order/wallet-key.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import { readAmount, wholeSats } from "../money/read-sending.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";

/** Where a stall's people ask for what it is owed as a token. */
export function tokenPayoutRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/money/token",
    at.read((c, desk) => show(c, hub, desk)),
  );
  routes.post(
    "/money/token",
    at.pay((c, desk) => ask(c, hub, desk)),
  );
  return routes;
}

type Tried = { form: TokenForm; errors: FormError[]; refused?: RefusalReason };

async function show(c: HubContext, hub: Hub, desk: Desk, tried?: Tried): Promise<Response> {
  if (hub.ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const balanceMsat = await sellerBalance(hub.db, desk.stall.id);
  const shown = tried ?? { form: { amount: "", walletKey: "" }, errors: [] };
  const status = shown.refused === undefined ? 422 : refusals[shown.refused][0];
  const text = tokenPayoutPage(pageOf(c, hub), { desk, balanceMsat, ...shown });
  return showPrivate(c, text, tried === undefined ? 200 : status);
}

/** First shows how it was understood; the answer to that asks for the token. */
async function ask(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const { id: stallId } = desk.stall;
  const sent = await readForm(c);
  const once = sent.text("once");
  const payoutAt = `${desk.base}/money/payouts/${once}`;
  // Pressed twice: the first time did it.
  if (await isWritten(hub.db, { id: once, stallId })) return c.redirect(payoutAt, 303);
  const form = { amount: sent.text("amount"), walletKey: sent.text(WALLET_KEY) };
  const wanted = await readWish(c, { ...hub, ecash }, stallId, form);
  if ("error" in wanted) return show(c, hub, desk, { form, errors: [wanted.error] });
  if (!isId("out", once)) {
    const understood = { ...wanted, id: newOutgoingId(hub), typed: form.walletKey, field: WALLET_KEY };
    return showPrivate(c, checkTokenPayoutPage(pageOf(c, hub), { desk, understood }));
  }
  const deps = { ...hub, refuseToken: tokenRefuser(ecash) };
  const asked = await askPayout(deps, { id: once, stallId, ...wanted, by: actorOf(c, hub) });
  if (isRefused(asked)) return show(c, hub, desk, { form, errors: [], refused: asked.reason });
  return c.redirect(`${payoutAt}?said=asked`, 303);
}

async function readWish(c: HubContext, hub: Hub & { ecash: Ecash }, stallId: string, form: TokenForm) {
  const page = pageOf(c, hub);
  const amountMsat = readAmount(page, form.amount, wholeSats(await sellerBalance(hub.db, stallId)));
  if (typeof amountMsat !== "bigint") return { error: amountMsat };
  const typed = form.walletKey.trim();
  const text = typed === "" ? "" : hub.ecash.kit.readKey(typed);
  if (text === undefined) return { error: { name: WALLET_KEY, message: page.t("errors.reason.key-unreadable") } };
  return { amountMsat, destination: { kind: "ecash", text } as const };
}
