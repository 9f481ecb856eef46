import { Hono } from "hono";
import { isRefused, refusals, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { takeWithdrawal } from "../../payments/outgoing/withdraw/take-withdrawal.ts";
import { withdrawalBy } from "../../payments/outgoing/withdraw/offer-withdrawal.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { walletOrigin } from "../addresses.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";

/**
 * Where wallets fetch what is owed to a buyer (LUD-03). The secret stands in the query because the protocol puts it
 * there; it is good once, for minutes, and is in no log.
 */
export const WITHDRAW_PATH = "/lnurl-withdraw";

export function lnurlWithdrawRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(WITHDRAW_PATH, requires("market.visit"), rateLimit(hub, "reads"), (c) => offer(c, hub));
  routes.get(`${WITHDRAW_PATH}/take`, requires("market.visit"), rateLimit(hub, "orders"), (c) => take(c, hub));
  return routes;
}

async function offer(c: HubContext, hub: Hub): Promise<Response> {
  const k1 = c.req.query("k1") ?? "";
  const found = await withdrawalBy(hub.db, k1);
  if (found?.state !== "open" || found.expires_at_ms <= hub.clock()) return said(c, refuse("withdrawal-over"));
  const amount = Number(found.amount_msat);
  return answer(c, {
    tag: "withdrawRequest",
    callback: `${walletOrigin(c, hub)}${WITHDRAW_PATH}/take`,
    k1,
    defaultDescription: hub.hubName,
    minWithdrawable: amount,
    maxWithdrawable: amount,
  });
}

async function take(c: HubContext, hub: Hub): Promise<Response> {
  const { k1 = "", pr = "" } = c.req.query();
  const taken = await takeWithdrawal(hub, { k1, invoice: pr });
  return isRefused(taken) ? said(c, taken) : answer(c, { status: "OK" });
}

function said(c: HubContext, { reason }: Refused): Response {
  return answer(c, { status: "ERROR", reason: refusals[reason][1] });
}

function answer(c: HubContext, body: object): Response {
  c.header("Cache-Control", "no-store");
  // Wallets that are web pages themselves may read it, too.
  c.header("Access-Control-Allow-Origin", "*");
  return c.json(body);
}
