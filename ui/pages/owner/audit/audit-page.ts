import type { ActKind } from "../../../../app/accounts/audit/act-kinds.ts";
import type { Act } from "../../../../app/accounts/audit/list-acts.ts";
import { Empty } from "../../../components/empty.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { Pagination } from "../../../components/pagination.ts";
import { html } from "../../../html.ts";
import type { Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { ownerPage } from "../frame.ts";
import { ActsTable } from "./acts-table.ts";
import { AuditFilter } from "./audit-filter.ts";
import type { WhoChoice } from "./audit-filter.ts";

export interface AuditProps {
  acts: readonly Act[];
  /** What is asked for, as the address says it; empty for everything. */
  who: string;
  kind: ActKind | "";
  /** `2026-11-27`, on the clock of the shop. */
  day: string;
  /** Whose acts can be asked for by choosing. */
  choices: readonly WhoChoice[];
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

const BASE = "/owner/audit";

/** Everything that somebody did, the newest first. */
export function auditPage(page: Page, props: AuditProps): string {
  const { t } = page;
  const save = () => LinkButton({ href: addressOf(props, ".csv"), label: t("people.audit.csv"), icon: "download" });
  const frame = {
    tab: "audit",
    title: t("people.audit.title"),
    lead: t("people.audit.lead"),
    actions: save,
  } as const;
  return ownerPage(
    page,
    frame,
    () =>
      html`<div class="stack stack-wide">
        ${AuditFilter(props)}
        ${props.acts.length === 0 ? Nothing() : ActsTable(props)}
        ${Pages(props)}
      </div>`,
  );
}

function Nothing(): Slot {
  const { t } = usePage();
  return Empty({ icon: "file-text", title: t("people.audit.none.title"), text: t("people.audit.none.text") });
}

function Pages(props: AuditProps): Slot {
  const { nextBefore } = props;
  return Pagination({
    order: "time",
    previousHref: props.isFirstPage ? undefined : addressOf(props),
    nextHref: nextBefore === undefined ? undefined : addressOf(props, "", { before: nextBefore }),
  });
}

function addressOf({ who, kind, day }: AuditProps, ending = "", more: Record<string, string> = {}): string {
  const asked = Object.entries({ who, kind, day, ...more }).filter(([, value]) => value !== "");
  return asked.length === 0 ? `${BASE}${ending}` : `${BASE}${ending}?${new URLSearchParams(asked).toString()}`;
}
