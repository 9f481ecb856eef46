import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { listPayments } from "../../../payments/list-payments.ts";
import { RAILS, paymentsPage } from "../../../../ui/pages/owner/payments-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { firstSince, sinceIn } from "../money/since.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const SHOWN = 50;

/** Every payment that arrived, or those of which something has to go back. */
export function paymentRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/payments", requires("hub.read"), async (c) => {
    const asked = c.req.query("before");
    const before = asked !== undefined && isId("pay", asked) ? asked : undefined;
    const isOwed = c.req.query("owed") === "1";
    const since = sinceIn(c.req.query("since"));
    const rail = RAILS.find((each) => each === c.req.query("rail"));
    const { payments, nextBefore } = await listPayments(hub.db, {
      limit: SHOWN,
      isOwed,
      rail,
      from: firstSince("pay", since, hub.clock()),
      ...(before === undefined ? {} : { before }),
    });
    const props = { payments, isOwed, since, rail, nextBefore, isFirstPage: before === undefined };
    return showPrivate(c, paymentsPage(pageOf(c, hub), props));
  });
  return routes;
}
