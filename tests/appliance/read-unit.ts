import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const UNITS = join(import.meta.dirname, "../../systemd");

/** The texts of a unit's settings, in the order in which systemd takes them. */
export type UnitSettings = {
  keys(): string[];
  all(key: string): string[];
  /** Of a setting that is given once. */
  one(key: string): string | undefined;
  /** What `Environment=` holds. */
  environment(): Record<string, string>;
  /** The paths of what it executes, without systemd's signs before them. */
  programs(): string[];
};

/** The names of our own files of this kind, such as `satoshop-hub.service`. */
export function unitNames(ending: string): string[] {
  return readdirSync(UNITS).filter((name) => name.endsWith(ending));
}

/** A unit or a drop-in of ours, read as systemd.syntax(7) has it. */
export function readUnit(path: string): UnitSettings {
  const text = readFileSync(join(UNITS, path), "utf8").replaceAll(/\\\n\s*/g, "");
  const settings = text.split("\n").flatMap((line) => {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
  const all = (key: string) => settings.filter((setting) => setting.key === key).map(({ value }) => value);
  const commands = () => settings.filter(({ key }) => key.startsWith("Exec")).map(({ value }) => value);
  return {
    keys: () => settings.map(({ key }) => key),
    all,
    programs: () => commands().map((command) => command.split(" ")[0]?.replace(/^[-+!:@]*/, "") ?? ""),
    one: (key) => (all(key).length > 1 ? undefined : all(key)[0]),
    environment: () =>
      Object.fromEntries(
        all("Environment")
          .flatMap((line) => line.split(" "))
          .map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
      ),
  };
}
