import type { SettingName } from "./table.ts";

/** What a setting says, checked; undefined when it is left out and nothing stands in for it. */
export type Text = (name: SettingName) => string | undefined;

export function withoutSlash(address: string | undefined): string | undefined {
  return address?.replace(/\/+$/, "");
}
