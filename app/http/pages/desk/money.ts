import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { currentHubFee } from "../../../payments/current-hub-fee.ts";
import { askPayout } from "../../../payments/outgoing/ask-payout.ts";
import { cancelOutgoing } from "../../../payments/outgoing/cancel-outgoing.ts";
import { listOutgoing, payoutsOnTheirWay } from "../../../payments/outgoing/list-outgoing.ts";
import { findPlan } from "../../../payments/outgoing/plan/set-plan.ts";
import { newOutgoingId } from "../../../payments/outgoing/record-by-hand.ts";
import { isWritten } from "../../../payments/outgoing/write-outgoing.ts";
import { sellerBalance } from "../../../payments/seller-balance.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { checkPayoutPage, deskMoneyPage } from "../../../../ui/pages/desk/money-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { readSending, wholeSats } from "../money/read-sending.ts";
import type { Wrong } from "../money/read-sending.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";

const SHOWN = 25;

/** What a stall is owed, asking for it, and what became of that. */
export function deskMoneyRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/money",
    at.read((c, desk) => showMoney(c, hub, desk)),
  );
  routes.post(
    "/money/payouts",
    at.pay((c, desk) => ask(c, hub, desk)),
  );
  routes.post(
    "/money/payouts/:id/cancel",
    at.pay((c, desk) => takeBack(c, hub, desk)),
  );
  return routes;
}

type Tried = Pick<Wrong, "form" | "errors"> & { refused?: RefusalReason };

const UNTRIED: Tried = { form: { amount: "", destination: "" }, errors: [] };

async function showMoney(c: HubContext, hub: Hub, desk: Desk, tried = UNTRIED): Promise<Response> {
  const page = pageOf(c, hub);
  const { id: stallId } = desk.stall;
  const asked = c.req.query("before") ?? "";
  const before = isId("out", asked) ? asked : undefined;
  const list = await listOutgoing(hub.db, { stallId, purpose: "payout", before, limit: SHOWN }, hub.clock());
  const text = deskMoneyPage(page, {
    desk,
    ...list,
    ...tried,
    isFirstPage: before === undefined,
    balanceMsat: await sellerBalance(hub.db, stallId),
    movingMsat: await payoutsOnTheirWay(hub.db, stallId),
    hubFee: await currentHubFee(hub.db),
    plan: await findPlan(hub.db, stallId),
    sends: hub.payer !== undefined,
    givesTokens: hub.payer !== undefined && hub.ecash !== undefined,
    said: (["asked", "taken-back"] as const).find((each) => each === c.req.query("said")),
  });
  const status = tried.refused === undefined ? 422 : refusals[tried.refused][0];
  return showPrivate(c, text, tried === UNTRIED ? 200 : status);
}

/** First shows how it was understood; the answer to that asks for the money. */
async function ask(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const { id: stallId } = desk.stall;
  const sent = await readForm(c);
  // Pressed twice: the first time did it.
  if (await isWritten(hub.db, { id: sent.text("once"), stallId })) return c.redirect(`${desk.base}/money`, 303);
  const most = wholeSats(await sellerBalance(hub.db, stallId));
  const wanted = await readSending(page, hub.payee, sent, most);
  if (wanted.kind === "wrong") return showMoney(c, hub, desk, wanted);
  const { once: id, amountMsat, destination } = wanted;
  if (id === undefined)
    return showPrivate(c, checkPayoutPage(page, { desk, understood: { ...wanted, id: newOutgoingId(hub) } }));
  const asked = await askPayout(hub, { id, stallId, amountMsat, destination, by: actorOf(c, hub) });
  if (!isRefused(asked)) return c.redirect(`${desk.base}/money?said=asked`, 303);
  const form = { amount: sent.text("amount"), destination: sent.text("destination") };
  return showMoney(c, hub, desk, { form, errors: [], refused: asked.reason });
}

async function takeBack(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const which = { id: c.req.param("id") ?? "", stallId: desk.stall.id };
  const cancelled = await cancelOutgoing(hub, which, actorOf(c, hub));
  return isRefused(cancelled) ? answerProblem(c, cancelled) : c.redirect(`${desk.base}/money?said=taken-back`, 303);
}
