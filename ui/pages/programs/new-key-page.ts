import type { Scope } from "../../../app/domain/permissions.ts";
import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

/** How long a key may work, to choose from. */
export const keyDays = ["30", "365", "730"] as const;

export interface NewKeyProps {
  /** What the person can allow. */
  offered: readonly Scope[];
  name: string;
  chosen: readonly Scope[];
  days: (typeof keyDays)[number];
  /** What was wrong with the last try. */
  problem?: "name" | "scopes" | "too-many-api-keys" | undefined;
}

/** One program, what it may do, and for how long. */
export function newKeyPage(page: Page, props: NewKeyProps): string {
  const { t } = page;
  return renderPage(page, { title: t("programs.new.title"), width: "form", isPrivate: true }, () => {
    const error = errorOf(props);
    return [
      ErrorSummary({ errors: error === undefined ? [] : [error] }),
      PageHead({
        title: t("programs.new.title"),
        lead: t("programs.new.lead"),
        back: { href: "/account", label: t("account.title") },
      }),
      html`<form class="form" method="post" action="/account/programs">
        ${Field({ kind: "text", name: "name", label: t("programs.new.name"), hint: t("programs.new.name.hint"), value: props.name, maxLength: 60, autocomplete: "off", ...errorAt(error, "name") })}
        ${Scopes(props, error)}
        ${Field({ kind: "radio", name: "days", label: t("programs.new.days"), options: keyDays.map((days) => ({ value: days, label: t(`programs.new.days.${days}`) })), value: props.days, isRow: true })}
        <div>${Button({ label: t("programs.new.action"), kind: "primary", size: "large", icon: "key-round" })}</div>
      </form>`,
    ];
  });
}

type FormError = { name: string; message: string };

function errorOf({ problem, offered }: NewKeyProps): FormError | undefined {
  const { t } = usePage();
  if (problem === undefined) return undefined;
  if (problem === "scopes") return { name: scopeField(offered[0] ?? ""), message: t("programs.new.scopes.none") };
  const message = t(problem === "name" ? "errors.field.required" : "errors.reason.too-many-api-keys");
  return { name: "name", message };
}

function errorAt(error: FormError | undefined, name: string): { error?: string } {
  return error?.name === name ? { error: error.message } : {};
}

/** The form's name for the box of a scope. */
export function scopeField(scope: string): string {
  return `may-${scope}`;
}

function Scopes({ offered, chosen }: NewKeyProps, error: FormError | undefined): Html {
  const { t } = usePage();
  const box = (scope: Scope) =>
    Field({
      kind: "checkbox",
      name: scopeField(scope),
      label: t(`programs.scope.${scope}`),
      isChecked: chosen.includes(scope),
      ...errorAt(error, scopeField(scope)),
    });
  return html`<fieldset class="field">
    <legend class="field-label">${t("programs.new.scopes")}</legend>
    ${offered.map(box)}
  </fieldset>`;
}
