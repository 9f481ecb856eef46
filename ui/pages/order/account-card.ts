import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { OrderView } from "./view.ts";

/** Keeping the order in an account, for whoever does not want to look after its address. */
export function AccountCard({ keeping, address }: Pick<OrderView, "keeping" | "address">): Html | undefined {
  const { t } = usePage();
  if (keeping === undefined) return undefined;
  return Card({
    title: keeping === "kept" ? t("mail.keep.kept.title") : t("mail.keep.title"),
    children: keeping === "kept" ? Kept() : keeping === "put" ? Put(address) : Ask(address),
  });
}

function Kept(): Html {
  const { t } = usePage();
  return html`<p class="soft">${t("mail.keep.kept")}</p>
    <div class="row">${LinkButton({ href: "/account", label: t("mail.keep.account"), icon: "user" })}</div>`;
}

function Put(address: string): Html {
  const { t } = usePage();
  return html`<form class="stack stack-close" method="post" action=${`${address}/keep`}>
    <p class="soft">${t("mail.keep.put")}</p>
    <div class="row">${Button({ label: t("mail.keep.put.action"), icon: "bookmark" })}</div>
  </form>`;
}

function Ask(address: string): Html {
  const { t } = usePage();
  return html`<form class="form" method="post" action=${`${address}/keep`}>
    <p class="soft">${t("mail.keep.ask")}</p>
    ${Field({ kind: "text", type: "email", name: "address", label: t("signIn.mail.address"), maxLength: 254, autocomplete: "email", inputMode: "email" })}
    <div>${Button({ label: t("mail.keep.ask.action"), icon: "mail" })}</div>
  </form>`;
}
