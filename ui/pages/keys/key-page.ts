import type { AccountKey } from "../../../app/accounts/keys/list-keys.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { nameOf } from "./name-of.ts";

export interface KeyProps {
  key: AccountKey;
  /** Without it its person could not come in any more. */
  isLastWayIn: boolean;
}

/** One key: what it is called, and the button that takes it away. */
export function keyPage(page: Page, { key, isLastWayIn }: KeyProps): string {
  const { t } = page;
  return renderPage(page, { title: t(`keys.kind.${key.kind}`), width: "form", isPrivate: true }, () => [
    PageHead({ title: nameOf(key), lead: About({ key }), back: { href: "/account", label: t("keys.key.back") } }),
    html`<div class="stack">${Name({ key })}${isLastWayIn ? Last() : Remove({ key })}</div>`,
  ]);
}

function About({ key }: Pick<KeyProps, "key">): string {
  const { t } = usePage();
  return [t(`keys.kind.${key.kind}`), ...(key.host === "" ? [] : [t("keys.host", { host: key.host })])].join(" · ");
}

function Name({ key }: Pick<KeyProps, "key">): Html {
  const { t } = usePage();
  return Card({
    children: html`<form class="form" method="post" action=${`/account/keys/${key.id}/name`}>
      ${Field({ kind: "text", name: "name", label: t("keys.key.name"), hint: t("keys.key.name.hint"), value: key.label, maxLength: 80, autocomplete: "off", isOptional: true })}
      <div>${Button({ label: t("chrome.action.save") })}</div>
    </form>`,
  });
}

function Remove({ key }: Pick<KeyProps, "key">): Html {
  const { t } = usePage();
  return Card({
    title: t("keys.key.remove.title"),
    children: html`<p class="soft">${t("keys.key.remove.text")}</p>
      <form method="post" action=${`/account/keys/${key.id}/remove`}>
        ${Button({ label: t("keys.key.remove.action"), kind: "danger", icon: "trash-2" })}
      </form>`,
  });
}

function Last(): Html {
  return Notice({ tone: "info", text: usePage().t("errors.reason.last-way-in") });
}
