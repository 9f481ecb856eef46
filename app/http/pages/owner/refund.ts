import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { msat } from "../../../domain/money.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import { findOrder } from "../../../orders/find-order.ts";
import type { Order } from "../../../orders/find-order.ts";
import { askRefund } from "../../../payments/outgoing/ask-refund.ts";
import { refundAmount } from "../../../payments/outgoing/refund-amount.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import type { RefundForm } from "../../../../ui/pages/owner/refund-fields.ts";
import { listOutgoing } from "../../../payments/outgoing/list-outgoing.ts";
import { newOutgoingId, recordByHand } from "../../../payments/outgoing/record-by-hand.ts";
import { isWritten } from "../../../payments/outgoing/write-outgoing.ts";
import { checkRefundPage, refundPage } from "../../../../ui/pages/owner/refund-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { cleanName } from "../clean-name.ts";
import { readForm } from "../form.ts";
import { inSats, readRefund, returnable, wishOf } from "../money/read-refund.ts";
import { readSending, satsIn, wholeSats } from "../money/read-sending.ts";
import type { Wrong } from "../money/read-sending.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const MOST_SHOWN = 50;
const LONGEST_NOTE = 200;

/** Money of an order goes back to its buyer: sent by the node, or by hand and written down. */
export function refundRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const ofOrder = (then: (c: HubContext, order: Order) => Promise<Response>) => async (c: HubContext) => {
    const order = await findOrder(hub.db, c.req.param("id") ?? "");
    return order === undefined ? answerProblem(c, refuse("not-found")) : then(c, order);
  };
  const at = "/orders/:id/refund";
  routes.get(
    at,
    requires("hub.read"),
    ofOrder((c, order) => showRefund(c, hub, { order })),
  );
  routes.post(
    at,
    requires("refunds.make"),
    ofOrder((c, order) => giveBack(c, hub, { order })),
  );
  routes.post(
    `${at}/by-hand`,
    requires("refunds.make"),
    ofOrder((c, order) => byHand(c, hub, order)),
  );
  return routes;
}

type Tried = Pick<Wrong, "form" | "errors"> & { refused?: RefusalReason; choice?: RefundForm | undefined };

const UNTRIED: Tried = { form: { amount: "", destination: "" }, errors: [] };

/** Whose order, and at which stall's desk; without one at the owner's. */
export type Giving = { order: Order; desk?: Desk | undefined };

export async function showRefund(c: HubContext, hub: Hub, { order, desk }: Giving, tried = UNTRIED): Promise<Response> {
  const filter = { orderId: order.id, purpose: "refund", limit: MOST_SHOWN } as const;
  const { outgoing } = await listOutgoing(hub.db, filter, hub.clock());
  const text = refundPage(pageOf(c, hub), {
    desk,
    order,
    outgoing,
    of: await returnable(hub, order),
    once: newOutgoingId(hub),
    ...tried,
    choice: tried.choice ?? untouched(order),
    said: (["asked", "by-hand"] as const).find((each) => each === c.req.query("said")),
  });
  const status = tried.refused === undefined ? 422 : refusals[tried.refused][0];
  return showPrivate(c, text, tried === UNTRIED ? 200 : status);
}

/** First shows how it was understood; the answer to that gives the money back. */
export async function giveBack(c: HubContext, hub: Hub, giving: Giving): Promise<Response> {
  const page = pageOf(c, hub);
  const { order, desk } = giving;
  const at = `${desk?.base ?? "/owner"}/orders/${order.id}/refund`;
  const sent = await readForm(c);
  // Pressed twice: the first time did it.
  if (await isWritten(hub.db, { id: sent.text("once"), orderId: order.id })) return c.redirect(at, 303);
  const of = await returnable(hub, order);
  const choice = readRefund(sent);
  const amount = choice === undefined ? undefined : refundAmount(of, wishOf(choice, of));
  const form = { amount: sent.text("amount"), destination: sent.text("destination") };
  if (choice !== undefined && amount === undefined)
    return showRefund(c, hub, giving, {
      form,
      choice,
      errors: [{ name: "amount", message: page.t("giving.amount.wrong") }],
    });
  // Without an amount what is owed goes back; what was earned is given only by name.
  const isUnnamed = choice === undefined && form.amount.trim() === "";
  const most = wholeSats(isUnnamed ? of.owedMsat : of.owedMsat + of.earnedMsat);
  const wanted = await readSending(
    page,
    hub.payee,
    sent,
    most,
    amount === undefined ? undefined : inSats(amount.amountMsat),
  );
  if (wanted.kind === "wrong") return showRefund(c, hub, giving, { ...wanted, form, choice });
  const { once: id, amountMsat, destination } = wanted;
  if (id === undefined) {
    const understood = { ...wanted, id: newOutgoingId(hub) };
    const chosen = choice === undefined || amount === undefined ? undefined : { amount, worth: choice.worth };
    return showPrivate(c, checkRefundPage(page, { orderId: order.id, desk, understood, chosen }));
  }
  const request = { id, orderId: order.id, amountMsat, destination, by: actorOf(c, hub) };
  const asked = await askRefund(hub, request);
  if (isRefused(asked)) return showRefund(c, hub, giving, { form, errors: [], refused: asked.reason });
  return c.redirect(`${at}?said=asked`, 303);
}

/** What is owed is offered first, since it is the buyer's already. */
function untouched({ refundableMsat }: Order): RefundForm {
  return { part: refundableMsat >= 1_000n ? "owed" : "some", worth: "paid", amount: "", unit: "SAT" };
}

async function byHand(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const amountMsat = satsIn(sent.text("by-hand-amount"));
  if (amountMsat === undefined)
    return showRefund(
      c,
      hub,
      { order },
      {
        ...UNTRIED,
        errors: [{ name: "by-hand-amount", message: t("money.form.amount.wrong") }],
      },
    );
  const once = sent.text("once");
  const id = isId("out", once) ? once : newOutgoingId(hub);
  // What is owed below a sat goes along with the last whole one, since nobody could ever send it.
  const isAll = amountMsat === wholeSats(order.refundableMsat);
  const note = cleanName(sent.text("note")).slice(0, LONGEST_NOTE);
  const record = { id, orderId: order.id, amountMsat: isAll ? msat(order.refundableMsat) : amountMsat, note };
  const recorded = await recordByHand(hub, record, actorOf(c, hub));
  if (isRefused(recorded)) return showRefund(c, hub, { order }, { ...UNTRIED, refused: recorded.reason });
  return c.redirect(`/owner/orders/${order.id}/refund?said=by-hand`, 303);
}
