import type { OpenInvitation } from "../../../../app/accounts/people/list-invitations.ts";
import type { PersonSummary } from "../../../../app/accounts/people/list-people.ts";
import type { Role } from "../../../../app/domain/permissions.ts";
import { Empty } from "../../../components/empty.ts";
import { ErrorSummary } from "../../../components/error-summary.ts";
import { Pagination } from "../../../components/pagination.ts";
import { SearchBox } from "../../../components/search-box.ts";
import { Tabs } from "../../../components/tabs.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { ownerPage } from "../frame.ts";
import { Invitations } from "./invitations.ts";
import { InviteForm } from "./invite-form.ts";
import type { InviteTried } from "./invite-form.ts";
import { PeopleTable } from "./people-table.ts";
import { ProveFirst } from "./prove-first.ts";

export interface PeopleProps {
  people: readonly PersonSummary[];
  role: Role | undefined;
  search: string;
  nextBefore: string | undefined;
  isFirstPage: boolean;
  invitations: readonly OpenInvitation[];
  /** An invitation that could not be made as it was typed. */
  tried: InviteTried | undefined;
  notice: string | undefined;
}

const BASE = "/owner/people";

/** In the order of what they may do. */
const SHOWN_ROLES: readonly Role[] = ["owner", "operator", "support", "viewer", "seller", "buyer"];

/** Everybody who can sign in, and the links by which others still may. */
export function peoplePage(page: Page, props: PeopleProps): string {
  const { t } = page;
  const frame = { tab: "people", title: t("people.title"), lead: t("people.lead"), notice: props.notice } as const;
  const { tried } = props;
  return ownerPage(page, frame, () => [
    ErrorSummary({
      errors: tried === undefined ? [] : [{ name: "role", message: `${t("people.invite.role")} ${tried.message}` }],
    }),
    html`<div class="stack">
      ${SearchBox({ action: BASE, label: t("people.search"), value: props.search, keep: props.role === undefined ? {} : { role: props.role } })}
      ${RoleTabs(props)}
      ${props.people.length === 0 ? Nothing() : PeopleTable(props)}
      ${Pages(props)}
    </div>`,
    Invitations(props),
    Invite(props),
  ]);
}

function RoleTabs({ role }: PeopleProps): Html {
  const { t } = usePage();
  const all = { href: BASE, label: t("people.filter.all"), isHere: role === undefined };
  const tabs = SHOWN_ROLES.map((each) => ({
    href: `${BASE}?role=${each}`,
    label: t(`people.roles.${each}`),
    isHere: each === role,
  }));
  return Tabs({ label: t("people.filter"), tabs: [all, ...tabs] });
}

function Nothing(): Html {
  const { t } = usePage();
  return Empty({ icon: "users", title: t("people.none.title"), text: t("people.none.text") });
}

function Pages({ role, search, nextBefore, isFirstPage }: PeopleProps): Slot {
  const kept = new URLSearchParams({ ...(role === undefined ? {} : { role }), ...(search === "" ? {} : { search }) });
  const next = new URLSearchParams(kept);
  if (nextBefore !== undefined) next.set("before", nextBefore);
  return Pagination({
    order: "time",
    previousHref: isFirstPage ? undefined : `${BASE}?${kept.toString()}`,
    nextHref: nextBefore === undefined ? undefined : `${BASE}?${next.toString()}`,
  });
}

function Invite({ tried }: PeopleProps): Slot {
  const { viewer } = usePage();
  if (!viewer.may("people.manage")) return undefined;
  return viewer.hasProved ? InviteForm(tried) : ProveFirst();
}
