import type { Act } from "../../../app/accounts/audit/list-acts.ts";
import { Card } from "../../components/card.ts";
import { Link } from "../../components/link.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { whatWords, whoWords } from "../owner/audit/act-words.ts";
import { fromWords } from "../owner/audit/acts-table.ts";

interface OwnActsProps {
  account: { id: string };
  acts: readonly Act[];
}

/** The last things done by this person and to them, so that somebody notices who was in their account. */
export function OwnActsCard({ account, acts }: OwnActsProps): Html {
  const page = usePage();
  const { t, format } = page;
  if (acts.length === 0)
    return Card({ title: t("people.own.title"), children: html`<p class="soft">${t("people.own.none")}</p>` });
  const isOwn = ({ actor }: Act) => actor === account.id;
  const table = Table<Act>({
    caption: t("people.own.title"),
    rows: acts,
    columns: [
      { label: t("people.audit.what"), isName: true, cell: (act) => whatWords(page, act) },
      { label: t("people.audit.when"), cell: ({ atMs }) => format.dateTime(atMs) },
      { label: t("people.audit.who"), cell: (act) => (isOwn(act) ? t("people.own.by-you") : other(act)) },
      // Where somebody sat who runs the hub is not for everybody they have to do with.
      {
        label: t("people.audit.from"),
        cell: (act) => (act.person === undefined || isOwn(act) ? fromWords(act) : undefined),
      },
    ],
  });
  const notMe = html`<p class="soft">
    ${t("people.own.not-me")} ${Link({ href: "#devices", label: t("people.own.not-me.action") })}
  </p>`;
  return Card({ title: t("people.own.title"), children: [table, notMe] });
}

/** Others by what they are here. */
function other(act: Act): string {
  const page = usePage();
  return act.person === undefined ? whoWords(page, act) : page.t(`people.role.${act.person.role}`);
}
