import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { Card } from "../../components/card.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Elsewhere } from "./elsewhere.ts";
import { KeyForm } from "./key-form.ts";
import { PasskeyForm } from "./passkey-form.ts";
import type { KeyWays } from "./ways.ts";

export interface NewKeyProps {
  base: string;
  /** The path on this hub to go on to afterwards; empty for the person's own account. */
  wanted: string;
  ways: KeyWays;
  /** The page of one's own that this one was reached from. */
  back: string;
  /** Why the last try was not taken. */
  problem?: RefusalReason | undefined;
}

/** One more key for one's own account: each kind with what it is and what it tells whom. */
export function newKeyPage(page: Page, props: NewKeyProps): string {
  const { t } = page;
  const head = { title: t("keys.new.title"), width: "form", isPrivate: true, islands: ["passkey"] } as const;
  return renderPage(page, head, () => [
    props.problem !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${props.problem}`) }),
    PageHead({
      title: t("keys.new.title"),
      lead: t("keys.new.lead"),
      back: { href: props.back, label: t("keys.key.back") },
    }),
    html`<div class="stack">${Passkey(props)}${Wallet(props)}${Google(props)}${Missing(props)}</div>`,
  ]);
}

function Passkey({ ways: { passkeyHost: host }, ...place }: NewKeyProps): Html | undefined {
  const { t } = usePage();
  if (host === undefined) return undefined;
  return Card({
    title: t("keys.kind.passkey"),
    children: html`<p class="soft">${t("keys.new.passkey.text", { host })}</p>
      ${PasskeyForm({ ...place, label: t("keys.new.passkey.action"), kind: "primary" })}`,
  });
}

function Wallet(place: NewKeyProps): Html {
  const { t } = usePage();
  return Card({
    title: t("keys.kind.lnurl"),
    children: html`<p class="soft">${t("keys.new.lnurl.text")}</p>
      ${KeyForm({ ...place, kind: "wallet", label: t("keys.new.lnurl.action") })}`,
  });
}

function Google({ ways, ...place }: NewKeyProps): Html | undefined {
  const { t } = usePage();
  if (ways.google !== "here") return undefined;
  return Card({
    title: t("keys.kind.google"),
    children: html`<p class="soft">${t("keys.new.google.text")}</p>
      ${KeyForm({ ...place, kind: "google", label: t("keys.new.google.action") })}`,
  });
}

function Missing({ ways }: NewKeyProps): Html | undefined {
  return Elsewhere({
    lacksPasskey: ways.passkeyHost === undefined,
    lacksGoogle: ways.google === "elsewhere",
    address: ways.betterAddress,
  });
}
