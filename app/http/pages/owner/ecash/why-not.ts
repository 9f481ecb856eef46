import type { Refused } from "../../../../domain/refusal.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";

/** Why a mint cannot be taken, with what it lacks where that is known. */
export function whyNot(t: Translate, refused: Refused & { lacks?: readonly number[] }): string {
  const { lacks = [] } = refused;
  const reason = t(`errors.reason.${refused.reason}`);
  if (lacks.length === 0) return reason;
  return `${reason} ${t("ecash.add.lacks", { nuts: lacks.map((nut) => `NUT-${String(nut).padStart(2, "0")}`).join(", ") })}`;
}
