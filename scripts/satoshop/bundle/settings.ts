import { settingNames } from "../../../app/settings/table.ts";
import { shownSetting } from "../../../app/settings/check-value.ts";
import type { SettingName } from "../../../app/settings/table.ts";
import { CannotOpen } from "../../../app/secrets/cannot-open.ts";
import { placesOf } from "../../../app/secrets/find-value.ts";
import type { Places } from "../../../app/secrets/find-value.ts";

/**
 * Which settings are given and from where. Values are shown only where they are a number or one of a few words: any
 * text may be an address, a name or worse.
 */
export function settingsText(places: Places): string {
  const lines = settingNames().flatMap((name) => lineOf(name, places));
  return lines.map((line) => `${line}\n`).join("");
}

function lineOf(name: SettingName, places: Places): string | [] {
  try {
    const [found] = placesOf(name, places);
    return found === undefined ? [] : `${name}: ${shownSetting(name, found.text)} (${found.source})`;
  } catch (error) {
    if (error instanceof CannotOpen) return `${name}: cannot be read`;
    throw error;
  }
}
