import type { GivenSecrets } from "../../../../app/webhooks/outgoing/secrets.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../../components/copy-field.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { deskPage } from "../frame.ts";
import type { Desk } from "../frame.ts";

interface Which {
  desk: Desk;
  id: string;
}

/** The ways to the secret: look at it, or make a new one. */
export function secretPage(page: Page, { desk, id }: Which): string {
  const { t } = page;
  const here = `${desk.base}/webhooks/${id}`;
  const frame = {
    desk,
    tab: "stall",
    title: t("webhooks.secret.title"),
    lead: t("webhooks.secret.lead"),
    back: { href: here, label: t("webhooks.one.title") },
  } as const;
  return deskPage(page, frame, () => [
    html`<div class="stack">
      ${Card({
        title: t("webhooks.secret.show.title"),
        children: html`<p>${t("webhooks.secret.show.text")}</p>
          <form method="post" action=${`${here}/secret`}>${Button({ label: t("webhooks.secret.show.action"), icon: "eye" })}</form>`,
      })}
      ${Card({
        title: t("webhooks.secret.new.title"),
        children: html`<p>${t("webhooks.secret.new.text")}</p>
          <form method="post" action=${`${here}/rotate`}>${Button({ label: t("webhooks.secret.new.action"), icon: "refresh-cw" })}</form>`,
      })}
    </div>`,
  ]);
}

/** The secret itself, in an answer that no address leads to. */
export function givenSecretPage(
  page: Page,
  { desk, id, why, secret, publicKey }: Which & GivenSecrets & { why: "made" | "rotated" | "shown" },
): string {
  const { t } = page;
  const lead = t(why === "made" ? "webhooks.secret.made.lead" : "webhooks.secret.lead");
  const title = t(`webhooks.secret.${why}.title`);
  return deskPage(page, { desk, tab: "stall", title, lead, islands: ["copy"] }, () => [
    Card({
      children: html`${CopyField({ id: "secret", label: t("webhooks.secret.secret"), value: secret })}
        ${CopyField({ id: "public-key", label: t("webhooks.secret.public"), value: publicKey })}`,
    }),
    Card({ title: t("webhooks.secret.how"), children: html`<p>${t("webhooks.secret.how.text")}</p>` }),
    html`<div class="row">
      ${why === "made" && desk.may.edit && TestFirst(`${desk.base}/webhooks/${id}/test`)}
      ${LinkButton({ href: `${desk.base}/webhooks/${id}`, label: t("webhooks.secret.done"), ...(why === "made" ? {} : { kind: "primary" }), icon: "check" })}
    </div>`,
    CopyAnnouncer(),
  ]);
}

/** Whether the receiver hears anything at all is best seen before it matters. */
function TestFirst(action: string): Html {
  const label = usePage().t("webhooks.one.test");
  return html`<form method="post" action=${action}>${Button({ label, kind: "primary", icon: "send" })}</form>`;
}
