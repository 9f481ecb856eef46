import { placesFrom, settingNames, shownSetting } from "../../../app/config.ts";
import { placesOf } from "../../../app/secrets/find-value.ts";
import type { Outside } from "../command.ts";

/**
 * Which settings are given and from where. Values are shown only where they are a number or one of a few words: any
 * text may be an address, a name or worse.
 */
export function settingsText(environment: Outside["environment"]): string {
  const places = placesFrom(environment);
  const lines = settingNames().flatMap((name) => {
    const [found] = placesOf(name, places);
    if (found === undefined) return [];
    return `${name}: ${shownSetting(name, found.text)} (${found.source})`;
  });
  return `${lines.join("\n")}\n`;
}
