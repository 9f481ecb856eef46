import type { Role } from "../../../../app/domain/permissions.ts";
import { Card } from "../../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../../components/copy-field.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { Qr } from "../../../components/qr.ts";
import { html } from "../../../html.ts";
import type { Page } from "../../../page.ts";
import { ownerPage } from "../frame.ts";

export interface InvitedPersonProps {
  role: Role;
  /** Empty when the maker did not say. */
  name: string;
  /** The whole link, code included; never stored and never shown again. */
  link: string;
  expiresAtMs: bigint;
}

/** The link that lets somebody in to help with the hub, shown this once. */
export function invitedPersonPage(page: Page, props: InvitedPersonProps): string {
  const { t, format } = page;
  const role = t(`people.role.${props.role}`);
  const name = props.name === "" ? role : props.name;
  const frame = {
    tab: "people",
    title: t("people.invited.title", { name }),
    lead: t("people.invited.lead", { name, time: format.dateTime(props.expiresAtMs) }),
    islands: ["copy"],
  } as const;
  return ownerPage(page, frame, () => [
    Card({
      children: html`<div class="pay">
        ${Qr({ text: props.link, label: t("owner.invited.qr") })}
        ${CopyField({ id: "invitation", label: t("owner.people.invite.made"), value: props.link })}
        <p class="soft">${t("people.invited.once", { role })}</p>
      </div>`,
    }),
    html`<div class="row">
      ${LinkButton({ href: "/owner/people", label: t("people.invited.back"), icon: "arrow-left" })}
    </div>`,
    CopyAnnouncer(),
  ]);
}
