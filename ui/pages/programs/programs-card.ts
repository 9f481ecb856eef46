import type { Program } from "../../../app/accounts/read-account.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Link } from "../../components/link.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** The API keys that are good, what each may do, and the way to one more. */
export function ProgramsCard({ programs }: { programs: readonly Program[] }): Html {
  const { t } = usePage();
  return Card({
    title: t("programs.card.title"),
    children: html`${programs.length === 0 ? html`<p class="soft">${t("programs.card.empty")}</p>` : List({ programs })}
      <div class="row">
        ${LinkButton({ href: "/account/programs/new", label: t("programs.card.make"), icon: "plus" })}
        ${Link({ href: "/docs", label: t("programs.card.docs") })}
      </div>`,
  });
}

function List({ programs }: { programs: readonly Program[] }): Html {
  const { t, format, nowMs } = usePage();
  return Table<Program>({
    caption: t("programs.card.title"),
    rows: programs,
    columns: [
      { label: t("programs.card.program"), isName: true, cell: Name },
      {
        label: t("programs.card.used"),
        cell: ({ lastUsedAtMs }) =>
          lastUsedAtMs === 0n ? t("programs.card.never") : format.relative(lastUsedAtMs, nowMs),
      },
      { label: t("programs.card.ends"), cell: ({ expiresAtMs }) => format.date(expiresAtMs) },
      { label: t("programs.card.action"), cell: Revoke },
    ],
  });
}

function Name({ name, scopes }: Program): Html {
  const { t } = usePage();
  const may = scopes.map((scope) => t(`programs.may.${scope}`)).join(" · ");
  return html`<span>${name}</span><br /><span class="soft small">${may}</span>`;
}

function Revoke({ id, name }: Program): Html {
  const { t } = usePage();
  return html`<form method="post" action=${`/account/programs/${id}/revoke`}>
    ${Button({ label: t("programs.card.revoke"), spoken: t("programs.card.revoke.of", { name }), kind: "danger" })}
  </form>`;
}
