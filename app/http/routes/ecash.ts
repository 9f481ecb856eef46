import { Hono } from "hono";
import { cors } from "hono/cors";
import { z } from "zod";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { receiveToken } from "../../ecash/receive-token.ts";
import { whyNotTaken } from "../../ecash/why-not-taken.ts";
import { coinDelivery } from "../api/delivery-of-coins.ts";
import { id, msatText, named } from "../api/values.ts";
import type { Hub, HubEnv } from "../context.ts";
import { bodyLimit } from "../middleware/body-limit.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { honoPath, operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";

const taken = named(
  "CoinsTaken",
  "What has become of coins that were brought. `waiting`: the mint has not answered yet; bring the same again to ask. `held`: their mint cannot be asked now, and the shop takes them until it can; nothing is paid by them before.",
  z.strictObject({ state: z.enum(["done", "waiting", "held", "blocked"]), amountMsat: msatText }),
);

const deliver = operation({
  method: "post",
  path: "/api/v1/charges/{chargeId}/ecash",
  id: "payWithEcash",
  access: "market.visit",
  tag: "orders",
  summary: "Pays an order with e-cash",
  description:
    "Where wallets send the coins for the order's Cashu payment request (NUT-18). The same coins for the same charge are taken once: " +
    "whoever did not hear the answer brings them again and hears what became of them. Coins that are refused are still the sender's.",
  params: { chargeId: id("chg", "The charge of the order, as its payment request names it.") },
  body: coinDelivery,
  answer: { status: 200, description: "What has become of them.", schema: taken },
  refusals: [
    "unknown-order",
    "no-ecash",
    "token-unreadable",
    "token-incomplete",
    "token-too-large",
    "token-wrong-unit",
    "token-too-small",
    "token-forged",
    "token-locked",
    "token-spent",
    "mint-not-taken",
    "mint-capped",
    "exchange-too-dear",
    "mint-away",
    "offline-capped",
    "exchange-failed",
    "mint-says-no",
  ],
});

export const ecashOperations = [deliver];

/** Wallets may be web pages themselves, and act in nobody's name: whoever pays need not be anybody. */
export function walletsFromElsewhere(): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.use(honoPath(deliver.path), cors({ origin: "*", allowMethods: ["POST"], allowHeaders: ["Content-Type"] }));
  return app;
}

export function ecashRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const at = honoPath(deliver.path);
  app.post(at, bodyLimit(), rateLimit(hub, "orders"));
  serve(app, deliver, async (c, { body }) => {
    const { ecash } = hub;
    if (ecash === undefined) return refuse("no-ecash");
    const chargeId = c.req.param("chargeId") ?? "";
    const received = await receiveToken(ecash, { chargeId, token: body });
    if (isRefused(received)) return received;
    const { state, opId, worthMsat } = received;
    if (state === "refused") return refuse(await whyNotTaken(ecash, opId));
    return c.json({ state, amountMsat: worthMsat.toString() }, 200, { "Cache-Control": "no-store" });
  });
  return app;
}
