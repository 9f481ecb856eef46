import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isRefused, refusals, refuse } from "../../domain/refusal.ts";
import type { RefusalReason } from "../../domain/refusal.ts";
import { readVoucherCode } from "../../domain/voucher-code.ts";
import type { Ecash } from "../../ecash/ecash.ts";
import { receiveToken } from "../../ecash/receive-token.ts";
import type { TokenReceived } from "../../ecash/receive-token.ts";
import { payWithVoucher } from "../../ecash/vouchers/pay-with-voucher.ts";
import { whyNotTaken } from "../../ecash/why-not-taken.ts";
import type { Order } from "../../orders/find-order.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import { readForm } from "./form.ts";
import { addressOf, withOrder } from "./with-order.ts";

/** The order's page as it is with a token in it that was not taken. */
export type ShowRefused = (
  c: HubContext,
  order: Order,
  refused: { reason: RefusalReason; text: string },
  status: ContentfulStatusCode,
) => Promise<Response>;

/** A token that a buyer has copied from a wallet. */
export function payEcashRoutes(hub: Hub, show: ShowRefused): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/orders/:id/:key";
  routes.post(`${at}/ecash`, requires("market.visit"), rateLimit(hub, "orders"), (c) =>
    withOrder(c, hub, (order) => bring(c, hub, order, show)),
  );
  routes.post(`${at}/sandbox-pay-ecash`, requires("market.visit"), (c) =>
    withOrder(c, hub, (order) => payInSandbox(c, hub, order)),
  );
  return routes;
}

async function bring(c: HubContext, hub: Hub, order: Order, show: ShowRefused): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const text = (await readForm(c)).text("token").trim();
  const taken = await bringText(ecash, order.charge.id, text);
  const reason = isRefused(taken) ? taken.reason : await refusalOf(ecash, taken);
  if (reason !== undefined) return show(c, order, { reason, text }, refusals[reason][0]);
  const said = isRefused(taken) || taken.state === "done" || taken.state === "held" ? "" : "?said=token-waits";
  return c.redirect(`${addressOf(c)}${said}`, 303);
}

async function refusalOf(ecash: Ecash, { state, opId }: TokenReceived): Promise<RefusalReason | undefined> {
  return state === "refused" ? whyNotTaken(ecash, opId) : undefined;
}

/** A token, or the code of a voucher. */
async function bringText(ecash: Ecash, chargeId: string, text: string) {
  const code = readVoucherCode(text);
  return code === undefined
    ? receiveToken(ecash, { chargeId, token: text })
    : payWithVoucher(ecash, { chargeId, code });
}

/** Where scripts run the answer is empty: the page hears of the payment by itself. */
async function payInSandbox(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const { ecash, sandboxPurse } = hub;
  if (ecash === undefined || sandboxPurse === undefined) return answerProblem(c, refuse("sandbox-only"));
  const dueMsat = order.charge.amountMsat - order.paidMsat;
  if (dueMsat > 0n) await receiveToken(ecash, { chargeId: order.charge.id, token: await sandboxPurse(dueMsat) });
  const form = await c.req.formData();
  return form.has("stay") ? c.body(null, 204) : c.redirect(addressOf(c), 303);
}
