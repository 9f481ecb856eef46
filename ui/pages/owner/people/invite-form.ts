import { Button } from "../../../components/button.ts";
import { Field } from "../../../components/field.ts";
import { Link } from "../../../components/link.ts";
import { Section } from "../../../components/section.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

/** What was typed for an invitation that could not be made. */
export interface InviteTried {
  role: string;
  name: string;
  /** What is wrong with the role. */
  message: string;
}

/** Who is invited here; sellers are at their stall, and buyers come by themselves. */
const INVITED_ROLES = ["operator", "support", "viewer"] as const;

export function InviteForm(tried: InviteTried | undefined): Html {
  const { t } = usePage();
  const options = INVITED_ROLES.map((role) => ({
    value: role,
    label: t(`people.role.${role}`),
    aside: t(`people.role.${role}.may`),
  }));
  const error = tried === undefined ? {} : { error: tried.message };
  return Section({
    id: "invite",
    title: t("people.invite.title"),
    children: html`<form class="form" method="post" action="/owner/people/invite">
        ${Field({ kind: "radio", name: "role", label: t("people.invite.role"), options, value: tried?.role ?? "", ...error })}
        ${Field({ kind: "text", name: "name", label: t("people.invite.name"), hint: t("people.invite.name.hint"), value: tried?.name ?? "", maxLength: 80, autocomplete: "off", isOptional: true })}
        <div class="row">${Button({ label: t("people.invite.action"), kind: "primary", icon: "ticket" })}</div>
      </form>
      <p class="soft">
        ${t("people.invite.sellers")} ${Link({ href: "/owner/stalls", label: t("people.invite.sellers.action") })}
      </p>`,
  });
}
