import type { PersonSummary } from "../../../../app/accounts/people/list-people.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Field } from "../../../components/field.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

export interface StallChoice {
  id: string;
  title: string;
}

/** What was chosen for a change that could not be made. */
export interface RoleTried {
  role: string;
  stall: string;
  errors: Readonly<Partial<Record<"role" | "stall", string>>>;
}

/** What somebody can be made; a hub has one owner. */
const CHOICES = ["operator", "support", "viewer", "seller", "buyer"] as const;

interface RoleCardProps {
  person: PersonSummary;
  stalls: readonly StallChoice[];
  tried: RoleTried | undefined;
}

export function RoleCard({ person, stalls, tried }: RoleCardProps): Html {
  const { t } = usePage();
  const roles = CHOICES.map((role) => ({
    value: role,
    label: t(`people.role.${role}`),
    aside: t(`people.role.${role}.may`),
  }));
  const places = [
    { value: "", label: t("people.person.role.stall.none") },
    ...stalls.map(({ id, title }) => ({ value: id, label: title })),
  ];
  return Card({
    title: t("people.person.role"),
    children: html`<form class="form" method="post" action=${`/owner/people/${person.id}/role`}>
      <input type="hidden" name="from" value=${person.role} />
      ${Field({ kind: "radio", name: "role", label: t("people.person.role.field"), hint: t("people.person.role.field.hint"), options: roles, value: tried?.role ?? person.role, ...errorOf(tried, "role") })}
      ${Field({ kind: "select", name: "stall", label: t("people.person.role.stall"), hint: t("people.person.role.stall.hint"), options: places, value: tried?.stall ?? person.stall?.id ?? "", isOptional: true, ...errorOf(tried, "stall") })}
      <div class="row">${Button({ label: t("people.person.role.action") })}</div>
    </form>`,
  });
}

function errorOf(tried: RoleTried | undefined, name: "role" | "stall"): { error?: string } {
  const error = tried?.errors[name];
  return error === undefined ? {} : { error };
}

export function errorsOf(tried: RoleTried | undefined): { name: string; message: string }[] {
  return Object.entries(tried?.errors ?? {}).map(([name, message]) => ({ name, message }));
}
