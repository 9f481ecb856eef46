import { Hono } from "hono";
import type { OutgoingState } from "../../../db/schema.ts";
import { nameStalls } from "../../../catalog/name-stalls.ts";
import { isId } from "../../../domain/ids.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { approve } from "../../../payments/outgoing/approve.ts";
import { cancelOutgoing } from "../../../payments/outgoing/cancel-outgoing.ts";
import { listOutgoing } from "../../../payments/outgoing/list-outgoing.ts";
import { sendingHalt } from "../../../payments/sending-halt.ts";
import { OUTGOING_SHOWN, PURPOSES, ownerOutgoingPage } from "../../../../ui/pages/owner/outgoing-page.ts";
import type { OutgoingShown } from "../../../../ui/pages/owner/outgoing-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { firstSince, sinceIn } from "../money/since.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const SHOWN = 50;

/** Every payout and refund, and the second yes that some of them need. */
export function outgoingRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/outgoing", requires("hub.read"), (c) => showOutgoing(c, hub));
  routes.post("/outgoing/:id/approve", requires("payouts.approve"), (c) => sayYes(c, hub, c.req.param("id")));
  routes.post("/outgoing/:id/cancel", requires("payouts.approve"), (c) => takeBack(c, hub, c.req.param("id")));
  return routes;
}

const STATES: Readonly<Record<OutgoingShown, readonly OutgoingState[] | undefined>> = {
  all: undefined,
  waiting: ["asked"],
  moving: ["ready", "sending"],
  sent: ["sent"],
  ended: ["cancelled"],
};

async function showOutgoing(c: HubContext, hub: Hub): Promise<Response> {
  const shown = OUTGOING_SHOWN.find((each) => each === c.req.query("show")) ?? "all";
  const asked = c.req.query("before") ?? "";
  const before = isId("out", asked) ? asked : undefined;
  const stalls = new Map((await nameStalls(hub.db)).map(({ id, title }) => [id, title]));
  const narrow = {
    since: sinceIn(c.req.query("since")),
    purpose: PURPOSES.find((each) => each === c.req.query("kind")),
    stallId: [...stalls.keys()].find((each) => each === c.req.query("stall")),
  };
  const from = firstSince("out", narrow.since, hub.clock());
  const filter = { ...narrow, states: STATES[shown], from, before, limit: SHOWN };
  const list = await listOutgoing(hub.db, filter, hub.clock());
  const said = (["approved", "taken-back"] as const).find((each) => each === c.req.query("said"));
  const me = c.get("person")?.id ?? "";
  const isHalted = (await sendingHalt(hub.db)) !== undefined;
  const props = { ...list, shown, narrow, stalls, said, me, isHalted, isFirstPage: before === undefined };
  return showPrivate(c, ownerOutgoingPage(pageOf(c, hub), props));
}

async function sayYes(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const seen = (await readForm(c)).text("revision");
  const revision = /^\d{1,18}$/.test(seen) ? BigInt(seen) : -1n;
  const approved = await approve(hub, { id, revision }, actorOf(c, hub));
  return isRefused(approved) ? answerProblem(c, approved) : c.redirect("/owner/outgoing?said=approved", 303);
}

async function takeBack(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const cancelled = await cancelOutgoing(hub, { id }, actorOf(c, hub));
  return isRefused(cancelled) ? answerProblem(c, cancelled) : c.redirect("/owner/outgoing?said=taken-back", 303);
}
