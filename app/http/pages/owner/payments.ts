import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { listPayments } from "../../../payments/list-payments.ts";
import { paymentsPage } from "../../../../ui/pages/owner/payments-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const SHOWN = 50;

/** Every payment that arrived. */
export function paymentRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/payments", requires("hub.read"), async (c) => {
    const asked = c.req.query("before");
    const before = asked !== undefined && isId("pay", asked) ? asked : undefined;
    const { payments, nextBefore } = await listPayments(hub.db, {
      limit: SHOWN,
      ...(before === undefined ? {} : { before }),
    });
    return showPrivate(c, paymentsPage(pageOf(c, hub), { payments, nextBefore, isFirstPage: before === undefined }));
  });
  return routes;
}
