import { InvalidSetting } from "../../../app/settings/check-value.ts";
import { dataDirOf, placesFrom } from "../../../app/settings/places.ts";
import { secretNames } from "../../../app/settings/table.ts";
import type { SettingName } from "../../../app/settings/table.ts";
import { CannotOpen } from "../../../app/secrets/cannot-open.ts";
import { findIdentity } from "../../../app/secrets/find-identity.ts";
import { findValue, placesOf } from "../../../app/secrets/find-value.ts";
import type { Places, Source } from "../../../app/secrets/find-value.ts";
import type { Outside } from "../command.ts";
import { checkSecrets } from "../doctor/check-secrets.ts";
import { bad, fine, lineOf, warning } from "../doctor/finding.ts";
import type { Finding } from "../doctor/finding.ts";
import { readOptions } from "../options.ts";
import { parseSettings } from "../../../app/secrets/settings-text.ts";
import { readSealedText } from "./sealed-text.ts";

type Environment = Outside["environment"];

/** Says where every secret is and who could read it, and never what it is. */
export async function examineSecrets(args: string[], { environment, print }: Outside): Promise<number> {
  readOptions(args, []);
  const findings = await findingsOf(environment);
  for (const finding of findings) print(`${lineOf(finding)}\n`);
  return findings.some(({ level }) => level === "bad") ? 1 : 0;
}

async function findingsOf(environment: Environment): Promise<Finding[]> {
  try {
    const sealed = await sealedFinding(environment);
    const places = placesFrom(environment);
    const files = checkSecrets(dataDirOf(environment), findValue("LND_MACAROON_DIR", places)?.text);
    return [sealed, ...secretNames().flatMap((name) => placeOf(name, places)), files];
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof InvalidSetting) return [bad("secrets", error.message)];
    throw error;
  }
}

async function sealedFinding(environment: Environment): Promise<Finding> {
  const identity = findIdentity(environment, dataDirOf(environment));
  if (identity === undefined) return warning("secrets", "nothing is encrypted: `satoshop secrets init` begins with it");
  const { file, bytes, text } = await readSealedText(environment);
  if (bytes === undefined) return warning("secrets", `there is an identity in ${identity.file}, but no ${file}`);
  const count = parseSettings(text).size;
  if (identity.keys.length > 1)
    return warning("secrets", `${identity.file} holds an old identity, too: run \`satoshop secrets rotate\``);
  return fine("secrets", `${file} opens with the identity in ${identity.file} and holds settings: ${count}`);
}

const words: Record<Source, (name: SettingName) => string> = {
  credential: () => "systemd's credential",
  file: (name) => `the file of ${name}_FILE`,
  sealed: () => ".env.age",
  environment: () => "a plain environment variable",
};

function placeOf(name: SettingName, places: Places): Finding | [] {
  // Where the identity is, was said already.
  if (name === "AGE_IDENTITY") return [];
  const [first, ...others] = placesOf(name, places).map(({ source }) => source);
  if (first === undefined) return fine("secrets", `${name}: left out`);
  const text = `${name}: in ${words[first](name)}`;
  if (first === "environment") return warning("secrets", `${text}; \`satoshop secrets set ${name}\` moves it`);
  const unused = others.map((source) => words[source](name)).join(" and ");
  return others.length === 0 ? fine("secrets", text) : warning("secrets", `${text}; the one in ${unused} is not used`);
}
