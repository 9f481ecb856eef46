import { isId } from "../../../../domain/ids.ts";
import { refuse } from "../../../../domain/refusal.ts";
import { listOps } from "../../../../ecash/list-ops.ts";
import { journalPage, OPS_SHOWN } from "../../../../../ui/pages/owner/ecash/journal-page.ts";
import type { Hub, HubContext } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";

const SHOWN = 50;

export async function showJournal(c: HubContext, hub: Hub): Promise<Response> {
  if (hub.ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const shown = OPS_SHOWN.find((each) => each === c.req.query("show")) ?? "all";
  const asked = c.req.query("before") ?? "";
  const before = isId("eop", asked) ? asked : undefined;
  const state = shown === "all" ? undefined : shown;
  const { ops, nextBefore } = await listOps(hub.db, { state, before, limit: SHOWN });
  return showPrivate(c, journalPage(pageOf(c, hub), { ops, shown, nextBefore, isFirstPage: before === undefined }));
}
