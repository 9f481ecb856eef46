import { exportActs } from "../../../../accounts/audit/export-acts.ts";
import type { Act, ActFilter } from "../../../../accounts/audit/list-acts.ts";
import { toWords, whatWords, whoWords } from "../../../../../ui/pages/owner/audit/act-words.ts";
import type { Page } from "../../../../../ui/page.ts";
import type { Hub, HubContext } from "../../../context.ts";
import { streamText } from "../../../stream-text.ts";
import { pageOf } from "../../page-of.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../../csv.ts";

/** Everything that the filter lets through, newest first, as a file that is written while it is read. */
export function sendCsv(c: HubContext, hub: Hub, filter: Omit<ActFilter, "limit">): Response {
  return c.body(streamText(lines(pageOf(c, hub), hub, filter)), 200, {
    "Content-Type": "text/csv; charset=utf-8; header=present",
    "Content-Disposition": 'attachment; filename="activity.csv"',
    "Cache-Control": "no-store",
  });
}

async function* lines(page: Page, { db }: Hub, filter: Omit<ActFilter, "limit">): AsyncGenerator<string> {
  const { t } = page;
  const names = [t("people.audit.when"), t("people.audit.who"), t("people.audit.what"), t("people.audit.to")];
  yield BYTE_ORDER_MARK + csvLine([...names, t("account.devices.door"), t("account.devices.device"), ...CODES]);
  for await (const acts of exportActs(db, filter)) yield acts.map((act) => csvLine(cells(page, act))).join("");
}

/** For programs, and to look a thing up again: these columns are called the same in every language. */
const CODES = ["id", "type", "actor", "stream", "body"];

function cells(page: Page, act: Act): string[] {
  const when = new Date(Number(act.atMs)).toISOString();
  const words = [when, whoWords(page, act), whatWords(page, act), toWords(page, act)];
  const from = [act.door === undefined ? "" : page.t(`account.door.${act.door}`), act.device];
  return [...words, ...from, act.id, act.type, act.actor, act.stream, act.body];
}
