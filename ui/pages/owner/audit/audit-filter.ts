import { Button } from "../../../components/button.ts";
import { Field } from "../../../components/field.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { personName } from "../people/person-words.ts";
import type { AuditProps } from "./audit-page.ts";

/** Somebody whose acts can be asked for. */
export interface WhoChoice {
  id: string;
  name: string;
}

const KINDS = ["sign-ins", "failures", "people", "ways-in", "orders", "goods", "webhooks"] as const;
const NAMELESS = ["nobody", "buyer", "terminal"] as const;

/** Who, what and when, as a plain form that changes the address. */
export function AuditFilter({ who, kind, day, choices }: AuditProps): Html {
  const { t } = usePage();
  const people = [
    { value: "", label: t("people.audit.who.all") },
    ...choices.map(({ id, name }) => ({ value: id, label: personName(name) })),
    ...NAMELESS.map((each) => ({ value: each, label: t(`people.who.${each}`) })),
  ];
  const kinds = [
    { value: "", label: t("people.audit.kind.all") },
    ...KINDS.map((each) => ({ value: each, label: t(`people.audit.kind.${each}`) })),
  ];
  return html`<form class="filter" method="get" action="/owner/audit" aria-label=${t("people.audit.filter")}>
    ${Field({ kind: "select", name: "who", label: t("people.audit.who"), options: people, value: who, isOptional: true })}
    ${Field({ kind: "select", name: "kind", label: t("people.audit.kind"), options: kinds, value: kind, isOptional: true })}
    ${Field({ kind: "text", type: "date", name: "day", label: t("people.audit.day"), value: day, isOptional: true })}
    ${Button({ label: t("people.audit.show"), icon: "search" })}
  </form>`;
}
