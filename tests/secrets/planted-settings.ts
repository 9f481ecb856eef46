import { randomBytes } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretNames } from "../../app/settings/table.ts";
import type { SettingName } from "../../app/settings/table.ts";
import { newIdentityFile, seal } from "../../app/secrets/age.ts";
import type { Source } from "../../app/secrets/find-value.ts";
import { newFolder } from "../scripts/terminal.ts";
import type { Canaries } from "../support/canaries.ts";

type Settings = Partial<Record<SettingName, string>>;

const fresh = () => randomBytes(24).toString("base64url");

/** A value for each secret that the hub can be given; nobody answers at their addresses. */
export function newSecrets(canaries: Canaries): Settings {
  const word = (name: string) => canaries.plant(name, fresh());
  const secrets: Settings = {
    DATABASE_URL: `postgres://hub:${word("database's password")}@127.0.0.1:1/hub`,
    SECRET_KEY: word("SECRET_KEY") + word("rest of SECRET_KEY"),
    CLAIM_CODE: word("CLAIM_CODE"),
    SMTP_URL: `smtp://hub:${word("password in SMTP_URL")}@127.0.0.1:1`,
    SMTP_PASSWORD: word("SMTP_PASSWORD"),
    BITCOIND_LOGIN: `hub:${word("password in BITCOIND_LOGIN")}`,
    TELEGRAM_TOKEN: `123456:${word("TELEGRAM_TOKEN")}`,
    GOOGLE_CLIENT_SECRET: word("GOOGLE_CLIENT_SECRET"),
  };
  const forgotten = secretNames().filter((name) => name !== "AGE_IDENTITY" && secrets[name] === undefined);
  if (forgotten.length > 0) throw new Error(`a secret setting has no canary: ${forgotten.join(", ")}`);
  return secrets;
}

/** A data folder, and the settings that lead there. */
export type Placed = Record<string, string> & { DATA_DIR: string };

/** Puts secrets where the hub looks for them, beside settings that are none. */
export async function placed(source: Source, secrets: Settings, plain: Settings, canaries: Canaries): Promise<Placed> {
  const [DATA_DIR, folder] = [newFolder(), newFolder()];
  const given = Object.entries(secrets);
  const isInFiles = source === "credential" || source === "file";
  if (isInFiles) for (const [name, text] of given) writeFileSync(join(folder, name), text, { mode: 0o600 });
  if (source === "sealed") await sealIn(DATA_DIR, given, canaries);
  const leading: Record<Source, Record<string, string>> = {
    credential: { CREDENTIALS_DIRECTORY: folder },
    file: Object.fromEntries(given.map(([name]) => [`${name}_FILE`, join(folder, name)])),
    sealed: {},
    environment: Object.fromEntries(given),
  };
  return { ...plain, ...leading[source], DATA_DIR };
}

async function sealIn(dataDir: string, given: readonly [string, string][], canaries: Canaries): Promise<void> {
  const { key, text } = await newIdentityFile();
  canaries.plant("age identity", key);
  writeFileSync(join(dataDir, "age.key"), text, { mode: 0o600 });
  const lines = given.map(([name, value]) => `${name}=${value}\n`).join("");
  writeFileSync(join(dataDir, ".env.age"), await seal(lines, [key]), { mode: 0o600 });
}

/** Seals a setting that is none, and puts the identity that opens it where this source has it. */
export async function withIdentity(source: Source, environment: Placed, canaries: Canaries): Promise<Placed> {
  if (source === "sealed") return environment;
  const { DATA_DIR, CREDENTIALS_DIRECTORY = "" } = environment;
  await sealIn(DATA_DIR, [["HUB_NAME", "Corner"]], canaries);
  if (source === "environment") return environment;
  const file = source === "file" ? join(newFolder(), "identity") : join(CREDENTIALS_DIRECTORY, "satoshop-age-identity");
  renameSync(join(DATA_DIR, "age.key"), file);
  return source === "file" ? { ...environment, AGE_IDENTITY_FILE: file } : environment;
}
