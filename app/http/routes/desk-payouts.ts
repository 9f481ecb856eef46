import { Hono } from "hono";
import { z } from "zod";
import { isId } from "../../domain/ids.ts";
import { parseMsat } from "../../domain/money.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { tokenRefuser } from "../../ecash/refuse-token.ts";
import { cancelOutgoing } from "../../payments/outgoing/cancel-outgoing.ts";
import { listOutgoing, payoutsOnTheirWay } from "../../payments/outgoing/list-outgoing.ts";
import { askToPlan } from "../../payments/outgoing/plan/ask-to-plan.ts";
import { findPlan } from "../../payments/outgoing/plan/set-plan.ts";
import { sellerBalance } from "../../payments/seller-balance.ts";
import { balance, balanceJson, newPayout, payout, payoutJson, payoutPage, payoutState } from "../api/payout.ts";
import { id, limitFrom, paging } from "../api/values.ts";
import { nextLink } from "../catalogue-json.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { idempotencyKey } from "../idempotency-key.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { actorOf, asking, stallOf } from "../visit.ts";

const BASE = "/api/v1/desk/payouts";
const place = { id: id("out", "The payout's id.") };

const readBalance = operation({
  method: "get",
  path: "/api/v1/desk/balance",
  id: "readBalance",
  access: "desk.money.read",
  tag: "desk",
  summary: "Says what one's own stall is owed, and where it goes",
  answer: { status: 200, description: "The balance.", schema: balance },
  refusals: [],
});

const list = operation({
  method: "get",
  path: BASE,
  id: "listPayouts",
  access: "desk.money.read",
  tag: "desk",
  summary: "Lists the payouts of one's own stall",
  query: z.strictObject({ state: payoutState.describe("Only in this state.").optional(), ...paging }),
  answer: {
    status: 200,
    description: "A page of payouts, newest first.",
    schema: payoutPage,
    headers: { Link: '`rel="next"` when there is a next page.' },
  },
  refusals: [],
});

const ask = operation({
  method: "post",
  path: BASE,
  id: "askPayout",
  access: "desk.money.ask",
  tag: "desk",
  summary: "Asks for a payout to the stall's destination, or as a token",
  description:
    "Limits, caps and the yes of people apply as they do to requests by hand. Send the same request again with the same " +
    "Idempotency-Key after a lost answer: it never asks twice. A request that was refused has used up no key.",
  headers: [
    {
      name: "Idempotency-Key",
      description: "1 to 255 visible ASCII characters, new for each payout.",
      isRequired: true,
      pattern: "^[!-~]{1,255}$",
    },
  ],
  body: newPayout,
  answer: { status: 201, description: "The payout, written down.", schema: payout },
  refusals: [
    "idempotency-key-missing",
    "idempotency-key-invalid",
    "idempotency-key-reused",
    "no-destination",
    "destination-on-hold",
    "balance-too-low",
    "daily-cap-reached",
    "below-dust",
    "no-ecash",
    "ecash-too-little",
    "mint-not-taken",
    "mint-short",
    "on-hold",
    "confirm-first",
  ],
});

const read = operation({
  method: "get",
  path: `${BASE}/{id}`,
  id: "readPayout",
  access: "desk.money.read",
  tag: "desk",
  summary: "Shows one payout of one's own stall",
  params: place,
  answer: { status: 200, description: "The payout.", schema: payout },
  refusals: ["unknown-outgoing"],
});

const cancel = operation({
  method: "post",
  path: `${BASE}/{id}/cancel`,
  id: "cancelPayout",
  access: "desk.money.ask",
  tag: "desk",
  summary: "Takes a payout back that is not on its way",
  params: place,
  answer: { status: 200, description: "The payout, cancelled.", schema: payout },
  refusals: ["unknown-outgoing", "already-on-its-way"],
});

export const deskPayoutOperations = [readBalance, list, ask, read, cancel];

const PERSONAL = { "Cache-Control": "private, no-store" };

/** What a seller's program does with the stall's money. Everything is looked up by the stall of whoever asks. */
export function deskPayoutRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, readBalance, async (c) => {
    const stallId = stallOf(c);
    const [balanceMsat, movingMsat, plan] = await Promise.all([
      sellerBalance(hub.db, stallId),
      payoutsOnTheirWay(hub.db, stallId),
      findPlan(hub.db, stallId),
    ]);
    return c.json(balanceJson({ balanceMsat, movingMsat, plan }), 200, PERSONAL);
  });
  serve(app, list, async (c, { query: { state, cursor: before, limit } }) => {
    if (before !== undefined && !isId("out", before)) return refuse("invalid-input", "/cursor");
    const states = state === undefined ? undefined : [state];
    const filter = { stallId: stallOf(c), purpose: "payout", states, before, limit: limitFrom(limit) ?? 24 } as const;
    const found = await listOutgoing(hub.db, filter, hub.clock());
    const nextCursor = found.nextBefore ?? null;
    const answer = { items: found.outgoing.map(payoutJson), nextCursor };
    return c.json(answer, 200, { ...PERSONAL, ...nextLink(c, nextCursor) });
  });
  serve(app, ask, async (c, { body }) => {
    const asked = mustProve(c) ?? (await askFor(c, hub, body));
    return isRefused(asked) ? asked : shown(c, hub, asked.id, 201);
  });
  serve(app, read, (c) => shown(c, hub, c.req.param("id") ?? ""));
  serve(app, cancel, async (c) => {
    const outgoingId = c.req.param("id") ?? "";
    if ((await find(hub, stallOf(c), outgoingId)) === undefined) return refuse("unknown-outgoing");
    const cancelled = await cancelOutgoing(hub, { id: outgoingId, stallId: stallOf(c) }, actorOf(c, hub));
    return isRefused(cancelled) ? cancelled : shown(c, hub, outgoingId);
  });
  return app;
}

async function askFor(c: HubContext, hub: Hub, { amountMsat: text, as }: z.infer<typeof newPayout>) {
  const given = idempotencyKey(c);
  if (isRefused(given)) return given;
  const amountMsat = parseMsat(text);
  if (amountMsat === undefined || amountMsat === 0n) return refuse("invalid-input", "/amountMsat");
  const fingerprint = as === undefined ? `payout ${text}` : `payout ${text} as ${as}`;
  const idempotency = { principal: asking(c).id, key: given.key, fingerprint };
  const deps = { ...hub, refuseToken: hub.ecash && tokenRefuser(hub.ecash) };
  return askToPlan(deps, { stallId: stallOf(c), amountMsat, as, idempotency }, actorOf(c, hub));
}

/** An API key was made with a fresh proof; what is held in a browser alone asks for no money. */
function mustProve(c: HubContext): Refused<"confirm-first"> | undefined {
  const { session } = asking(c);
  return session === undefined || session.isFresh ? undefined : refuse("confirm-first");
}

async function find({ db, clock }: Hub, stallId: string, outgoingId: string) {
  if (!isId("out", outgoingId)) return undefined;
  const { outgoing } = await listOutgoing(db, { id: outgoingId, stallId, purpose: "payout", limit: 1 }, clock());
  return outgoing[0];
}

async function shown(
  c: HubContext,
  hub: Hub,
  outgoingId: string,
  status: 200 | 201 = 200,
): Promise<Response | Refused<"unknown-outgoing">> {
  const found = await find(hub, stallOf(c), outgoingId);
  return found === undefined ? refuse("unknown-outgoing") : c.json(payoutJson(found), status, PERSONAL);
}
