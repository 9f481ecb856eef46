import type { Device } from "../../../../app/accounts/list-sessions.ts";
import type { PersonSummary } from "../../../../app/accounts/people/list-people.ts";
import { Card } from "../../../components/card.ts";
import { ErrorSummary } from "../../../components/error-summary.ts";
import { Facts } from "../../../components/facts.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { ownerPage } from "../frame.ts";
import { PersonDevices } from "./person-devices.ts";
import { LetInCard, ShutOutCard } from "./shut-out-card.ts";
import { PersonStateBadge, RoleWords, seenText, waysText } from "./person-words.ts";
import { ProveFirst } from "./prove-first.ts";
import { RoleCard, errorsOf } from "./role-card.ts";
import type { RoleTried, StallChoice } from "./role-card.ts";

export interface PersonProps {
  person: PersonSummary;
  devices: readonly Device[];
  /** Where somebody could sell. */
  stalls: readonly StallChoice[];
  tried: RoleTried | undefined;
  notice: string | undefined;
}

/** One person: who they are here, where they are signed in, and what the owner can do about it. */
export function personPage(page: Page, props: PersonProps): string {
  const { t } = page;
  const { person } = props;
  const frame = {
    tab: "people",
    title: person.name === "" ? t("people.nameless") : person.name,
    back: { href: "/owner/people", label: t("people.person.back") },
    notice: props.notice,
  } as const;
  return ownerPage(page, frame, () => [
    ErrorSummary({ errors: errorsOf(props.tried) }),
    html`<div class="split">
      <div class="stack">${About(person)}${PersonDevices(props)}</div>
      <div class="stack">${Managing(props)}</div>
    </div>`,
  ]);
}

function About(person: PersonSummary): Html {
  const { t, format, viewer } = usePage();
  const facts = Facts({
    facts: [
      { name: t("people.column.role"), value: RoleWords(person) },
      { name: t("people.column.state"), value: PersonStateBadge(person) },
      { name: t("people.column.seen"), value: seenText(person.lastSeenAtMs) },
      { name: t("people.column.ways"), value: waysText(person.ways) },
      { name: t("people.person.since"), value: format.date(person.createdAtMs) },
    ],
  });
  const acts = LinkButton({
    href: `/owner/audit?who=${person.id}`,
    label: t("people.person.acts"),
    icon: "activity",
  });
  return Card({ children: [facts, viewer.may("audit.read") && html`<div class="row">${acts}</div>`] });
}

function Managing(props: PersonProps): Slot {
  const { viewer } = usePage();
  const { person } = props;
  if (!viewer.may("people.manage") || person.state === "erased") return undefined;
  if (person.role === "owner") return Card({ children: HandOver() });
  if (!viewer.hasProved) return ProveFirst();
  return [RoleCard(props), person.state === "active" ? ShutOutCard(person) : LetInCard(person)];
}

/** Why the owner cannot be made anything else, and how a hub changes hands all the same. */
function HandOver(): Html {
  const [before, command, after] = usePage().t("people.person.owner").split("`");
  return html`<p class="soft">${before}<code>${command}</code>${after}</p>`;
}
