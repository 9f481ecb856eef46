import { Hono } from "hono";
import { isRefused, refusals, refuse } from "../../domain/refusal.ts";
import type { RefusalReason } from "../../domain/refusal.ts";
import { readVoucherCode } from "../../domain/voucher-code.ts";
import type { Ecash } from "../../ecash/ecash.ts";
import { tokensFor } from "../../ecash/tokens-for.ts";
import { findVoucher, whyNot } from "../../ecash/vouchers/find-voucher.ts";
import { takeVoucher } from "../../ecash/vouchers/take-voucher.ts";
import { WALLET_KEY } from "../../../ui/pages/order/wallet-key.ts";
import { askVoucherPage, voucherPage } from "../../../ui/pages/vouchers/voucher-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import type { FormError } from "./field-errors.ts";
import { readForm } from "./form.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";

/** Where whoever has a voucher's code has what it is worth. The code comes in the body of a form alone, never in an address. */
export function voucherRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const here = "/voucher";
  routes.get(here, requires("market.visit"), (c) => showPrivate(c, askVoucherPage(pageOf(c, hub), { code: "" })));
  routes.post(here, requires("market.visit"), rateLimit(hub, "orders"), (c) => look(c, hub));
  routes.post(`${here}/token`, requires("market.visit"), rateLimit(hub, "orders"), (c) => take(c, hub));
  return routes;
}

async function look(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const typed = (await readForm(c)).text("code");
  const code = readVoucherCode(typed);
  return code === undefined ? askAgain(c, hub, typed, "voucher-unreadable") : show(c, hub, ecash, { code });
}

type Shown = { code: string; walletKey?: string; errors?: readonly FormError[] };

/** A voucher that was taken is shown with its token, however old it is by then. */
async function show(c: HubContext, hub: Hub, ecash: Ecash, shown: Shown): Promise<Response> {
  const voucher = await findVoucher(ecash.db, shown.code);
  const [token] = voucher === undefined ? [] : await tokensFor(ecash, [voucher.id]);
  const refused = token === undefined ? whyNot(voucher, ecash.clock()) : undefined;
  if (refused !== undefined || voucher === undefined)
    return askAgain(c, hub, shown.code, refused?.reason ?? "voucher-unknown");
  const props = { ...shown, token, amountMsat: voucher.amount_msat, expiresAtMs: voucher.expires_at_ms };
  return showPrivate(c, voucherPage(pageOf(c, hub), props), shown.errors === undefined ? 200 : 422);
}

/** Pressed twice, the second time finds the token of the first. */
async function take(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const form = await readForm(c);
  const typed = form.text("code");
  const code = readVoucherCode(typed);
  if (code === undefined) return askAgain(c, hub, typed, "voucher-unreadable");
  const walletKey = form.text(WALLET_KEY).trim();
  const lockedTo = walletKey === "" ? undefined : ecash.kit.readKey(walletKey);
  if (walletKey !== "" && lockedTo === undefined) {
    const message = pageOf(c, hub).t("errors.reason.key-unreadable");
    return show(c, hub, ecash, { code, walletKey, errors: [{ name: WALLET_KEY, message }] });
  }
  const taken = await takeVoucher(ecash, { code, lockedTo });
  return isRefused(taken) ? askAgain(c, hub, code, taken.reason) : show(c, hub, ecash, { code });
}

function askAgain(c: HubContext, hub: Hub, code: string, problem: RefusalReason): Response {
  return showPrivate(c, askVoucherPage(pageOf(c, hub), { code, problem }), refusals[problem][0]);
}
