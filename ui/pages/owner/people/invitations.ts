import type { OpenInvitation } from "../../../../app/accounts/people/list-invitations.ts";
import { Button } from "../../../components/button.ts";
import { Section } from "../../../components/section.ts";
import { Table } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { RoleWords, personName } from "./person-words.ts";

/** Links that nobody has used yet, and the way to take one back. */
export function Invitations({ invitations }: { invitations: readonly OpenInvitation[] }): Html {
  const { t } = usePage();
  return Section({
    id: "invitations",
    title: t("people.invitations.title"),
    children: invitations.length === 0 ? html`<p class="soft">${t("people.invitations.none")}</p>` : List(invitations),
  });
}

function List(invitations: readonly OpenInvitation[]): Html {
  const { t, format } = usePage();
  return Table<OpenInvitation>({
    caption: t("people.invitations.title"),
    rows: invitations,
    columns: [
      { label: t("people.invitations.for"), isName: true, cell: guestName },
      { label: t("people.column.role"), cell: RoleWords },
      { label: t("people.invitations.by"), cell: Maker },
      { label: t("people.invitations.until"), cell: ({ expiresAtMs }) => format.dateTime(expiresAtMs) },
      { label: t("people.invitations.action"), cell: TakeBack },
    ],
  });
}

function Maker({ madeBy }: OpenInvitation): Html {
  const { t } = usePage();
  if (madeBy === undefined) return html`<span>${t("people.invitations.terminal")}</span>`;
  return html`<a class="target" href=${`/owner/people/${madeBy.id}`}>${personName(madeBy.name)}</a>`;
}

/** Whoever may invite sellers may take that back; all others' links are the owner's to decide on. */
function TakeBack({ id, name, role, stall }: OpenInvitation): Html {
  const { t, viewer } = usePage();
  const mayHere = stall === undefined ? viewer.may("people.manage") && viewer.hasProved : viewer.may("sellers.invite");
  if (!mayHere) return html`<span class="soft">–</span>`;
  const base = stall === undefined ? "/owner/people" : `/owner/stalls/${stall.id}`;
  const spoken = t("people.invitations.take-back.of", { name: guestName({ name, role }) });
  return html`<form method="post" action=${`${base}/invitations/${id}/take-back`}>
    ${Button({ label: t("people.invitations.take-back"), spoken, icon: "undo-2" })}
  </form>`;
}

/** Whoever has no name yet is what they will be. */
function guestName({ name, role }: Pick<OpenInvitation, "name" | "role">): string {
  return name === "" ? usePage().t(`people.role.${role}`) : name;
}
