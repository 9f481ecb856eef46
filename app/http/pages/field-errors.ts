import type { FieldError } from "../../catalog/validate.ts";
import type { Translate } from "../../../ui/i18n/translate.ts";

/** A field of a form and what is wrong with it, in the person's language. */
export type FormError = { name: string; message: string };

/** What a rule's failure means to somebody filling in a form. */
function fieldMessage(t: Translate, { code, pointer }: Pick<FieldError, "code" | "pointer">): string {
  if (code === "too_big") return t("errors.field.long");
  if (code === "too_small" || code === "invalid_type") return t("errors.field.required");
  if (code === "invalid_value") return t("errors.field.choice");
  if (pointer.endsWith("/amount") || pointer.endsWith("/price")) return t("errors.field.price", { example: "18200" });
  return code === "custom" ? t("errors.field.characters") : t("errors.field.wrong");
}

/** Validation errors as errors of the fields that `nameOf` says they belong to; one for each field. */
export function formErrors(
  t: Translate,
  errors: readonly FieldError[],
  nameOf: (pointer: string) => string,
): FormError[] {
  const found = new Map<string, string>();
  for (const error of errors) {
    const name = nameOf(error.pointer);
    if (!found.has(name)) found.set(name, fieldMessage(t, error));
  }
  return [...found].map(([name, message]) => ({ name, message }));
}
