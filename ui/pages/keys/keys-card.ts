import type { AccountKey } from "../../../app/accounts/keys/list-keys.ts";
import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { nameOf } from "./name-of.ts";

/** Every key that opens this account, and the way to one more. */
export function KeysCard({ keys }: { keys: readonly AccountKey[] }): Html {
  const { t } = usePage();
  return Card({
    title: t("keys.card.title"),
    children: html`${keys.length === 0 ? html`<p class="soft">${t("keys.card.empty")}</p>` : List({ keys })}
      <div class="row">${LinkButton({ href: "/account/keys/new", label: t("keys.card.add"), icon: "plus" })}</div>`,
  });
}

function List({ keys }: { keys: readonly AccountKey[] }): Html {
  const { t, format, nowMs } = usePage();
  return Table<AccountKey>({
    caption: t("keys.card.title"),
    rows: keys,
    columns: [
      { label: t("keys.card.key"), isName: true, cell: KeyName },
      { label: t("keys.card.added"), cell: ({ createdAtMs }) => format.date(createdAtMs) },
      { label: t("keys.card.used"), cell: ({ lastUsedAtMs }) => format.relative(lastUsedAtMs, nowMs) },
      { label: t("keys.card.action"), cell: Change },
    ],
  });
}

function KeyName(key: AccountKey): Html {
  const { t } = usePage();
  const about = [
    ...(key.label === "" ? [] : [t(`keys.kind.${key.kind}`)]),
    ...(key.host === "" ? [] : [t("keys.host", { host: key.host })]),
  ].join(" · ");
  return html`<span>${nameOf(key)}${about !== "" && html`<br /><span class="soft small">${about}</span>`}</span>`;
}

function Change(key: AccountKey): Html {
  const { t } = usePage();
  return html`<a class="target" href=${`/account/keys/${key.id}`} aria-label=${t("keys.card.change.of", { key: nameOf(key) })}>${t("keys.card.change")}</a>`;
}
