import { Hono } from "hono";
import { isActKind } from "../../../../accounts/audit/act-kinds.ts";
import { listActs } from "../../../../accounts/audit/list-acts.ts";
import type { ActFilter } from "../../../../accounts/audit/list-acts.ts";
import { nameActors } from "../../../../accounts/audit/name-actors.ts";
import { BUYER, NOBODY, TERMINAL } from "../../../../accounts/record-act.ts";
import { isId } from "../../../../domain/ids.ts";
import { auditPage } from "../../../../../ui/pages/owner/audit/audit-page.ts";
import type { AuditProps } from "../../../../../ui/pages/owner/audit/audit-page.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";
import { dayFrom } from "./day.ts";
import { sendCsv } from "./send-csv.ts";

const SHOWN = 50;

/** What people did, on a page and as a file. */
export function auditRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/audit", requires("audit.read"), (c) => showAudit(c, hub));
  routes.get("/audit.csv", requires("audit.read"), (c) => sendCsv(c, hub, filterOf(askedFor(c))));
  return routes;
}

async function showAudit(c: HubContext, hub: Hub): Promise<Response> {
  const asked = askedFor(c);
  const last = c.req.query("before") ?? "";
  const before = isId("evt", last) ? last : undefined;
  const { acts, nextBefore } = await listActs(hub.db, { ...filterOf(asked), before, limit: SHOWN });
  const choices = await nameActors(hub.db, isId("per", asked.who) ? asked.who : undefined);
  const isFirstPage = before === undefined;
  return showPrivate(c, auditPage(pageOf(c, hub), { ...asked, acts, choices, nextBefore, isFirstPage }));
}

type Asked = Pick<AuditProps, "who" | "kind" | "day">;

const NAMELESS = new Set([NOBODY, BUYER, TERMINAL]);

/** What the address asks for; whatever in it makes no sense asks for nothing. */
function askedFor(c: HubContext): Asked {
  const [who = "", kind = "", day = ""] = ["who", "kind", "day"].map((name) => c.req.query(name) ?? "");
  return {
    who: isId("per", who) || NAMELESS.has(who) ? who : "",
    kind: isActKind(kind) ? kind : "",
    day: dayFrom(day) === undefined ? "" : day,
  };
}

function filterOf({ who, kind, day }: Asked): Omit<ActFilter, "limit"> {
  return {
    ...(who !== "" && { actor: who }),
    ...(kind !== "" && { kind }),
    between: dayFrom(day),
  };
}
