import { Hono } from "hono";
import { encodeLnurl } from "../../accounts/lnurl/encode-lnurl.ts";
import { isId } from "../../domain/ids.ts";
import { isRefused, refusals, refuse } from "../../domain/refusal.ts";
import type { RefusalReason } from "../../domain/refusal.ts";
import type { Order } from "../../orders/find-order.ts";
import { askRefund } from "../../payments/outgoing/ask-refund.ts";
import { listOutgoing } from "../../payments/outgoing/list-outgoing.ts";
import { k1Of, offerWithdrawal, openWithdrawal } from "../../payments/outgoing/withdraw/offer-withdrawal.ts";
import { isWritten } from "../../payments/outgoing/write-outgoing.ts";
import { newOutgoingId } from "../../payments/outgoing/record-by-hand.ts";
import { WALLET_KEY } from "../../../ui/pages/order/wallet-key.ts";
import { checkClaimPage, claimPage } from "../../../ui/pages/order/claim-page.ts";
import type { ClaimCode } from "../../../ui/pages/order/claim-page.ts";
import { walletOrigin } from "../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { WITHDRAW_PATH } from "../routes/lnurl-withdraw.ts";
import { leftOverTokens } from "../../ecash/left-over-tokens.ts";
import { tokensFor } from "../../ecash/tokens-for.ts";
import type { GivenToken } from "../../ecash/tokens-for.ts";
import { answerProblem } from "../problem.ts";
import { readForm } from "./form.ts";
import { readSending, wholeSats } from "./money/read-sending.ts";
import type { Wrong } from "./money/read-sending.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";
import { addressOf, withOrder } from "./with-order.ts";

const MOST_SHOWN = 20;

/** Where whoever holds an order's key says where the money goes that is owed to them. */
export function claimRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/orders/:id/:key/refund";
  routes.get(at, requires("market.visit"), (c) => withOrder(c, hub, (order) => showClaim(c, hub, order)));
  routes.post(`${at}/code`, requires("market.visit"), rateLimit(hub, "orders"), (c) =>
    withOrder(c, hub, (order) => offerCode(c, hub, order)),
  );
  routes.post(`${at}/token`, requires("market.visit"), rateLimit(hub, "orders"), (c) =>
    withOrder(c, hub, (order) => askToken(c, hub, order)),
  );
  routes.post(at, requires("market.visit"), rateLimit(hub, "orders"), (c) =>
    withOrder(c, hub, (order) => claim(c, hub, order)),
  );
  return routes;
}

type Tried = Pick<Wrong, "form" | "errors"> & { refused?: RefusalReason; walletKey?: string };

const UNTRIED: Tried = { form: { amount: "", destination: "" }, errors: [] };

async function showClaim(c: HubContext, hub: Hub, order: Order, tried = UNTRIED): Promise<Response> {
  const filter = { orderId: order.id, purpose: "refund", limit: MOST_SHOWN } as const;
  const { outgoing } = await listOutgoing(hub.db, filter, hub.clock());
  const text = claimPage(pageOf(c, hub), {
    address: addressOf(c),
    owedMsat: wholeSats(order.refundableMsat),
    outgoing,
    ...tried,
    sends: hub.payer !== undefined,
    code: await codeFor(c, hub, order),
    tokens: hub.ecash && (await tokensOf(hub.ecash, order, outgoing)),
    isAsked: c.req.query("said") === "asked",
  });
  const status = tried.refused === undefined ? 422 : refusals[tried.refused][0];
  return showPrivate(c, text, tried === UNTRIED ? 200 : status);
}

async function tokensOf(
  ecash: NonNullable<Hub["ecash"]>,
  order: Order,
  outgoing: readonly { id: string }[],
): Promise<readonly GivenToken[]> {
  const leftOver = await leftOverTokens(ecash, order.charge.id);
  const ids = outgoing.map(({ id }) => id);
  return [...(await tokensFor(ecash, ids)), ...leftOver];
}

/** What is owed now, for the wallet that scans the code first. */
async function offerCode(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const amountMsat = wholeSats(order.refundableMsat);
  if (amountMsat === 0n) return showClaim(c, hub, order, { ...UNTRIED, refused: "nothing-to-refund" });
  const id = await offerWithdrawal(hub, { orderId: order.id, amountMsat });
  return c.redirect(`${addressOf(c)}/refund?code=${id}`, 303);
}

/** Pressed twice, the second time finds nothing that is owed any more. */
async function askToken(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const amountMsat = wholeSats(order.refundableMsat);
  const walletKey = (await readForm(c)).text(WALLET_KEY).trim();
  const text = walletKey === "" ? "" : ecash.kit.readKey(walletKey);
  if (text === undefined) {
    const message = pageOf(c, hub).t("errors.reason.key-unreadable");
    return showClaim(c, hub, order, { ...UNTRIED, errors: [{ name: WALLET_KEY, message }], walletKey });
  }
  const destination = { kind: "ecash", text } as const;
  if (amountMsat > 0n) await askRefund(hub, { orderId: order.id, amountMsat, destination, by: "buyer" });
  return c.redirect(`${addressOf(c)}/refund?said=asked`, 303);
}

async function codeFor(c: HubContext, hub: Hub, order: Order): Promise<ClaimCode | undefined> {
  const id = c.req.query("code") ?? "";
  const found = isId("wdr", id) ? await openWithdrawal(hub, { id, orderId: order.id }) : undefined;
  if (found === undefined) return undefined;
  const address = `${walletOrigin(c, hub)}${WITHDRAW_PATH}?k1=${k1Of(hub.secretKey, id)}`;
  return { lnurl: encodeLnurl(address), amountMsat: found.amount_msat, untilMs: Number(found.expires_at_ms) };
}

/** All that is owed is offered at once, and never more. */
async function claim(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const page = pageOf(c, hub);
  const sent = await readForm(c);
  const pressed = sent.text("once");
  // Pressed twice: the first time did it.
  if (await isWritten(hub.db, { id: pressed, orderId: order.id })) return c.redirect(`${addressOf(c)}/refund`, 303);
  const owedMsat = wholeSats(order.refundableMsat);
  const wanted = await readSending(page, hub.payee, sent, owedMsat);
  if (wanted.kind === "wrong") return showClaim(c, hub, order, wanted);
  const { once: id, destination } = wanted;
  const address = addressOf(c);
  if (id === undefined) {
    const understood = { ...wanted, amountMsat: owedMsat, id: newOutgoingId(hub) };
    return showPrivate(c, checkClaimPage(page, { address, understood }));
  }
  const asked = await askRefund(hub, {
    id,
    orderId: order.id,
    amountMsat: wanted.amountMsat,
    destination,
    by: "buyer",
  });
  if (!isRefused(asked)) return c.redirect(`${address}/refund?said=asked`, 303);
  const form = { amount: "", destination: sent.text("destination") };
  return showClaim(c, hub, order, { form, errors: [], refused: asked.reason });
}
