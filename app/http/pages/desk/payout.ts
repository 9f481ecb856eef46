import { Hono } from "hono";
import { isId } from "../../../domain/ids.ts";
import { refuse } from "../../../domain/refusal.ts";
import { tokensFor } from "../../../ecash/tokens-for.ts";
import type { GivenToken } from "../../../ecash/tokens-for.ts";
import { listOutgoing } from "../../../payments/outgoing/list-outgoing.ts";
import type { OutgoingSummary } from "../../../payments/outgoing/list-outgoing.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { payoutPage } from "../../../../ui/pages/desk/payout-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { asking } from "../../visit.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";

/** One payout of a stall, with the token where it is one. */
export function payoutRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/money/payouts/:id",
    at.read((c, desk) => show(c, hub, desk)),
  );
  return routes;
}

async function show(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const id = c.req.param("id") ?? "";
  if (!isId("out", id)) return answerProblem(c, refuse("unknown-outgoing"));
  const filter = { id, stallId: desk.stall.id, purpose: "payout", limit: 1 } as const;
  const [payout] = (await listOutgoing(hub.db, filter, hub.clock())).outgoing;
  if (payout === undefined) return answerProblem(c, refuse("unknown-outgoing"));
  const isTheirs = isFor(c, desk, payout);
  const token = isTheirs && isProved(c) ? await tokenOf(hub, payout) : undefined;
  const isAsked = c.req.query("said") === "asked";
  return showPrivate(c, payoutPage(pageOf(c, hub), { desk, payout, token, isTheirs, isAsked }));
}

/**
 * Whoever sees a token can take it, and nothing tells who did. So who sits at any stall's desk sees only what they asked
 * for themselves.
 */
function isFor(c: HubContext, { may, stall }: Desk, { askedBy }: OutgoingSummary): boolean {
  const { id, stallId } = asking(c);
  return may.pay && (stallId === stall.id || askedBy === id);
}

/** A session that was left open somewhere asks for no money, and so shows none. */
function isProved(c: HubContext): boolean {
  return asking(c).session?.isFresh === true;
}

async function tokenOf({ ecash }: Hub, { id, to }: OutgoingSummary): Promise<GivenToken | undefined> {
  if (ecash === undefined || to.kind !== "ecash") return undefined;
  const [token] = await tokensFor(ecash, [id]);
  return token;
}
