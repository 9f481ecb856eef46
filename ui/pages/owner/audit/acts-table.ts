import type { Act } from "../../../../app/accounts/audit/list-acts.ts";
import { Table } from "../../../components/table.ts";
import type { Column } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { toWords, whatWords, whoWords } from "./act-words.ts";

/** Acts with their time, actor, place and object. */
export function ActsTable({ acts }: { acts: readonly Act[] }): Html {
  const page = usePage();
  const { t, format } = page;
  const columns: Column<Act>[] = [
    { label: t("people.audit.when"), cell: ({ atMs }) => format.dateTime(atMs) },
    { label: t("people.audit.who"), isName: true, cell: Who },
    { label: t("people.audit.what"), cell: (act) => whatWords(page, act) },
    { label: t("people.audit.to"), cell: To },
    { label: t("people.audit.from"), cell: fromWords },
  ];
  return Table<Act>({ caption: t("people.audit.title"), rows: acts, columns });
}

function Who(act: Act): Slot {
  const words = whoWords(usePage(), act);
  return act.person === undefined
    ? words
    : html`<a class="target" href=${`/owner/people/${act.person.id}`}>${words}</a>`;
}

function To(act: Act): Slot {
  const words = toWords(usePage(), act);
  if (words === "") return undefined;
  const href = addressOf(act);
  return href === undefined ? words : html`<a class="target" href=${href}>${words}</a>`;
}

function addressOf({ stream }: Act): string | undefined {
  if (stream.startsWith("per_")) return `/owner/people/${stream}`;
  if (stream.startsWith("ord_")) return `/owner/orders/${stream}`;
  return stream.startsWith("stl_") ? `/owner/stalls/${stream}/desk` : undefined;
}

/** The door and the device, as far as they are known. */
export function fromWords({ door, device }: Pick<Act, "door" | "device">): string | undefined {
  const { t } = usePage();
  const place = door === undefined ? [] : [t(`account.door.${door}`)];
  const words = [...place, ...(device === "" ? [] : [device])].join(" · ");
  return words === "" ? undefined : words;
}
