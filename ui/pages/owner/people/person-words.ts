import type { PersonSummary } from "../../../../app/accounts/people/list-people.ts";
import { State } from "../../../components/state.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

/** What a person is called; people need not say. */
export function personName(name: string): string {
  return name === "" ? usePage().t("people.nameless") : name;
}

export function RoleWords({ role, stall }: Pick<PersonSummary, "role" | "stall">): string {
  const word = usePage().t(`people.role.${role}`);
  return stall === undefined ? word : `${word} · ${stall.title}`;
}

export function PersonStateBadge({ state }: Pick<PersonSummary, "state">): Html {
  const label = usePage().t(`people.state.${state}`);
  if (state === "active") return State({ label, tone: "good" });
  return State({ label, tone: state === "shut-out" ? "bad" : "info", icon: state === "shut-out" ? "ban" : "trash-2" });
}

export function waysText(ways: PersonSummary["ways"]): string {
  const { t } = usePage();
  return ways.length === 0 ? t("people.ways.none") : ways.map((way) => t(`people.way.${way}`)).join(", ");
}

export function seenText(atMs: bigint | undefined): string {
  const { t, format, nowMs } = usePage();
  return atMs === undefined ? t("people.seen.never") : format.relative(atMs, nowMs);
}
