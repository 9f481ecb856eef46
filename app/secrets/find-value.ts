import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotOpen } from "./cannot-open.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a setting's value may stand, the first that has one first. */
export const SOURCES = ["credential", "file", "sealed", "environment"] as const;

export type Source = (typeof SOURCES)[number];

export type Found = { source: Source; text: string };

export type Places = {
  environment: Environment;
  /** What `.env.age` holds. */
  sealed: ReadonlyMap<string, string>;
};

/** A setting's value and where it stands; an empty one counts as left out. */
export function findValue(name: string, places: Places): Found | undefined {
  return placesOf(name, places).find(({ text }) => text !== "");
}

/** Everywhere a setting stands; all but the first go unused. */
export function placesOf(name: string, { environment, sealed }: Places): Found[] {
  const file = environment[`${name}_FILE`];
  const direct = environment[name];
  if (file !== undefined && direct !== undefined)
    throw new CannotOpen(`${name} and ${name}_FILE are both set: remove one of them`);
  const texts: Record<Source, string | undefined> = {
    credential: credential(name, environment),
    file: file === undefined || file === "" ? undefined : readNamed(`${name}_FILE`, file),
    sealed: sealed.get(name),
    environment: direct,
  };
  return SOURCES.flatMap((source) => {
    const text = texts[source];
    return text === undefined || text === "" ? [] : [{ source, text }];
  });
}

/** Before its name when a credential comes from a folder that the unit loads as a whole (`LoadCredential=hub:…`). */
const FROM_FOLDER = "hub_";

/** What systemd hands over under this name (`LoadCredential=`, systemd.exec(5)), in a folder of the unit's own. */
function credential(name: string, environment: Environment): string | undefined {
  const file = credentialFile(name, environment);
  return file === undefined ? undefined : readNamed("$CREDENTIALS_DIRECTORY", file);
}

export function credentialFile(name: string, { CREDENTIALS_DIRECTORY: folder }: Environment): string | undefined {
  if (folder === undefined || folder === "") return undefined;
  return [join(folder, name), join(folder, `${FROM_FOLDER}${name}`)].find((file) => existsSync(file));
}

function readNamed(by: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new CannotOpen(`${by} names a file that cannot be read: ${file}`, { cause: error });
  }
}
