import { isId } from "../../../domain/ids.ts";
import { worthOf } from "../../../payments/statement/movement.ts";
import type { Movement } from "../../../payments/statement/movement.ts";
import { readStatement } from "../../../payments/statement/read-statement.ts";
import type { Whose } from "../../../payments/statement/whose.ts";
import type { ShownMovement, StatementView } from "../../../../ui/pages/statement/statement.ts";
import type { Hub, HubContext } from "../../context.ts";
import { PERIOD_KINDS, current, dayOf, periodFrom } from "./period.ts";
import type { NamedPeriod } from "./period.ts";

const SHOWN = 50;

export function askedPeriod(c: HubContext, hub: Hub): NamedPeriod {
  return periodFrom((name) => c.req.query(name), hub.clock());
}

/** What the page of one statement shows; `base` is its path. */
export async function statementView(c: HubContext, hub: Hub, whose: Whose, base: string): Promise<StatementView> {
  const period = askedPeriod(c, hub);
  const after = placeFrom(c.req.query("after") ?? "");
  const statement = await readStatement(hub.db, whose, { ...period, after, limit: SHOWN });
  const { nextAfter } = statement;
  return {
    ...statement,
    movements: statement.movements.map((each) => ({ ...each, worth: worthIn(each) })),
    base,
    period: {
      ...period,
      firstDay: dayOf(period.fromMs),
      lastDay: dayOf(period.untilMs - 1n),
      later: period.untilMs > hub.clock() ? undefined : period.later,
    },
    kinds: PERIOD_KINDS.map((kind) => ({ kind, query: current(kind, hub.clock()).query })),
    isFirstPage: after === undefined,
    nextQuery: nextAfter === undefined ? undefined : `${period.query}&after=${nextAfter.atMs}-${nextAfter.journal}`,
  };
}

function worthIn({ grossMsat, price }: Movement): ShownMovement["worth"] {
  return price === undefined ? undefined : { currency: price.rate.currency, minor: worthOf(grossMsat, price) };
}

/** The place after a line, as an address holds it. */
export function placeFrom(text: string): { atMs: bigint; journal: string } | undefined {
  const [, atMs, journal] = /^(\d{1,16})-(jrn_\w+)$/.exec(text) ?? [];
  return atMs === undefined || journal === undefined || !isId("jrn", journal)
    ? undefined
    : { atMs: BigInt(atMs), journal };
}
