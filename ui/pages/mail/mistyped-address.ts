import type { Translate } from "../../i18n/translate.ts";

/** What stands above a form whose address is none. */
export function mistypedAddress(t: Translate, mistyped: string | undefined): { name: string; message: string }[] {
  return mistyped === undefined ? [] : [{ name: "address", message: t("errors.field.email") }];
}
