import type { PersonSummary } from "../../../../app/accounts/people/list-people.ts";
import { Table } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { PersonStateBadge, RoleWords, personName, seenText, waysText } from "./person-words.ts";

/** People, each leading to their own page. */
export function PeopleTable({ people }: { people: readonly PersonSummary[] }): Html {
  const { t } = usePage();
  return Table<PersonSummary>({
    caption: t("people.title"),
    rows: people,
    columns: [
      {
        label: t("people.column.name"),
        isName: true,
        cell: ({ id, name }) => html`<a class="target" href=${`/owner/people/${id}`}>${personName(name)}</a>`,
      },
      { label: t("people.column.role"), cell: RoleWords },
      { label: t("people.column.state"), cell: PersonStateBadge },
      { label: t("people.column.seen"), cell: ({ lastSeenAtMs }) => seenText(lastSeenAtMs) },
      { label: t("people.column.ways"), cell: ({ ways }) => waysText(ways) },
    ],
  });
}
