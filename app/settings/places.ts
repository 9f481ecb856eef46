import { CannotOpen } from "../secrets/cannot-open.ts";
import { findValue } from "../secrets/find-value.ts";
import type { Environment, Found, Places } from "../secrets/find-value.ts";
import { openSealed } from "../secrets/open-sealed.ts";
import { InvalidSetting, checkSealedName } from "./check-value.ts";
import { secretNames, table } from "./table.ts";
import type { SettingName } from "./table.ts";

/** Where settings are looked for, with what is sealed in the data folder opened. */
export function placesFrom(environment: Environment): Places {
  refuseBareIdentity(environment);
  const sealed = inWords(() => openSealed(environment, dataDirOf(environment)));
  for (const name of sealed.keys()) checkSealedName(name);
  return { environment, sealed };
}

/** The data folder is known before anything sealed in it is read, so it cannot be a sealed setting itself. */
export function dataDirOf(environment: Environment): string {
  return find("DATA_DIR", { environment, sealed: new Map() })?.text ?? table.DATA_DIR.fallback;
}

/** Where a setting stands; undefined when it is left out. */
export function find(name: SettingName, places: Places): Found | undefined {
  return inWords(() => findValue(name, places));
}

function inWords<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CannotOpen) throw new InvalidSetting(error.message, { cause: error });
    throw error;
  }
}

/** What is in an environment variable, others on the machine and every crash report may see. */
export function exposedIn(places: Places): SettingName[] {
  return secretNames().filter((name) => find(name, places)?.source === "environment");
}

function refuseBareIdentity({ AGE_IDENTITY: bare }: Environment): void {
  if (bare !== undefined)
    throw new InvalidSetting("AGE_IDENTITY is read from a file alone: set AGE_IDENTITY_FILE to its path");
}
