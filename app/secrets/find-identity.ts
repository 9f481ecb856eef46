import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CannotOpen } from "./cannot-open.ts";
import { credentialFile } from "./find-value.ts";
import type { Environment } from "./find-value.ts";

/** What opens `.env.age`. */
export type Identity = {
  /** `credential` comes from systemd, `named` from AGE_IDENTITY_FILE, `own` lies in the data folder. */
  place: "credential" | "named" | "own";
  file: string;
  /** `AGE-SECRET-KEY-1…`; more than one only while a change of identity is under way, the newest first. */
  keys: readonly string[];
};

const CREDENTIAL = "satoshop-age-identity";

/** The identity that the hub would make for itself. */
export function ownIdentityFile(dataDir: string): string {
  return join(dataDir, "age.key");
}

/** Finds the hub's age identity where it is looked for first: systemd's credential, a named file, the data folder. */
export function findIdentity(environment: Environment, dataDir: string): Identity | undefined {
  const credential = credentialFile(CREDENTIAL, environment);
  if (credential !== undefined) return { place: "credential", file: credential, keys: keysIn(credential) };
  const named = environment["AGE_IDENTITY_FILE"];
  if (named !== undefined && named !== "") return { place: "named", file: named, keys: keysIn(named) };
  const own = ownIdentityFile(dataDir);
  if (!existsSync(own)) return undefined;
  if (isOpenToOthers(own))
    throw new CannotOpen(
      `other users of this machine can read ${own}: chmod 600 it, and run \`satoshop secrets rotate\``,
    );
  return { place: "own", file: own, keys: keysIn(own) };
}

/** A file is as closed as its folder, when nobody else may enter that. */
export function isOpenToOthers(file: string): boolean {
  const [fileMode, folderMode] = [statSync(file).mode, statSync(dirname(file)).mode];
  return (fileMode & 0o077) !== 0 && (folderMode & 0o011) !== 0;
}

/** X25519 alone: the stock `age` of Debian 12 knows no other kind. */
const KEY = /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/;

function keysIn(file: string): string[] {
  const lines = textOf(file)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0 || !lines.every((line) => KEY.test(line)))
    throw new CannotOpen(`${file} is no age identity: it should be one line that begins with AGE-SECRET-KEY-1`);
  return lines;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CannotOpen(`the age identity cannot be read: ${file}`, { cause: error });
  }
}
