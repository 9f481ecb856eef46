import { Hono } from "hono";
import { askToKeepOrder } from "../../accounts/mail/ask-to-keep-order.ts";
import { transact } from "../../db/transact.ts";
import { readMailAddress } from "../../domain/mail-address.ts";
import { refuse } from "../../domain/refusal.ts";
import { findBuyer } from "../../orders/find-buyer.ts";
import { giveToBuyer } from "../../orders/give-to-buyer.ts";
import type { Keeping } from "../../../ui/pages/order/view.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { actorOf } from "../visit.ts";
import { readForm } from "./form.ts";
import { begin, callerOf, letterTurns, refuseRequest } from "./mail/caller.ts";
import type { MayWrite } from "./mail/caller.ts";
import { addressOf, withOrder } from "./with-order.ts";

/** From an order's page, with its key at hand, the order goes into an account: one's own, or a new one. */
export function keepOrderRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const mayWrite = letterTurns(hub);
  routes.post("/orders/:id/:key/keep", requires("market.visit"), rateLimit(hub, "signIns"), (c) =>
    withOrder(c, hub, (order) => (isWhole(c) ? put(c, hub, order.id) : ask(c, hub, { orderId: order.id, mayWrite }))),
  );
  return routes;
}

/** What the order's page offers this visitor. Whose it is, is nobody's business but the buyer's. */
export async function keepingOf(c: HubContext, hub: Hub, orderId: string): Promise<Keeping | undefined> {
  const buyer = await findBuyer(hub.db, orderId);
  if (buyer !== undefined) return isWhole(c) && buyer === c.get("person")?.id ? "kept" : undefined;
  if (isWhole(c)) return "put";
  return hub.sendsMail ? "ask" : undefined;
}

/** Somebody is signed in here, and not only to get an account back. */
function isWhole(c: HubContext): boolean {
  return c.get("person")?.session?.scope === "full";
}

async function put(c: HubContext, hub: Hub, orderId: string): Promise<Response> {
  await transact(hub.db, (tx) => giveToBuyer(tx, hub, orderId, actorOf(c, hub)));
  const isOurs = (await findBuyer(hub.db, orderId)) === c.get("person")?.id;
  return c.redirect(`${addressOf(c)}?said=${isOurs ? "kept" : "wrong-state"}`, 303);
}

type Keep = { orderId: string; mayWrite: MayWrite };

async function ask(c: HubContext, hub: Hub, { orderId, mayWrite }: Keep): Promise<Response> {
  if (!hub.sendsMail) return refuseRequest(c, refuse("no-mail"));
  const address = readMailAddress((await readForm(c)).text("address"));
  if (address === undefined) return c.redirect(`${addressOf(c)}?said=no-address`, 303);
  if (!mayWrite(c, address)) return refuseRequest(c, refuse("too-many-requests"));
  const opened = await askToKeepOrder(hub, { address, orderId }, callerOf(c, hub));
  return begin(c, hub, opened, "/sign-in/mail/code");
}
