import { isSetting, table } from "./table.ts";
import type { Kind, Setting, SettingName } from "./table.ts";

/** A setting that is missing or cannot be understood; the message names it and says what to do. */
export class InvalidSetting extends Error {
  override readonly name = "InvalidSetting";
}

/** A host, or an IPv6 address in brackets, and a port. */
const RECEIVER = /^(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i;

const checks: Record<Kind, (value: string) => string | undefined> = {
  doors: (value) => (/^(?:(?:lan|public|onion)(?:,|$))*$/.test(value) ? undefined : "a list of lan, public and onion"),
  text: () => undefined,
  "bot-token": (value) => (/^\d+:[\w-]{20,}$/.test(value) ? undefined : "a bot's token such as 123456:ABC…"),
  // The token is part of every address that is asked: in the clear, it is for this machine only.
  "bot-api": (value) => (isPrivateAddress(value) ? undefined : "an https address, or an http one on this machine"),
  key: (value) => (value.length >= 32 ? undefined : "at least 32 characters long"),
  mode: (value) =>
    ["sandbox", "regtest", "signet", "mainnet"].includes(value)
      ? undefined
      : "one of sandbox, regtest, signet, mainnet",
  receivers: (value) =>
    value.split(",").every((each) => each === "" || RECEIVER.test(each))
      ? undefined
      : "pairs such as 192.168.1.5:8080, with commas between them",
  port: (value) => (/^\d{1,5}$/.test(value) && Number(value) < 65_536 ? undefined : "a port between 0 and 65535"),
  url: (value) => (URL.canParse(value) ? undefined : "an address such as http://shop.lan:3000"),
  duration: (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440 ? undefined : "minutes between 1 and 1440",
  count: (value) => (/^[1-9]\d{0,6}$/.test(value) ? undefined : "a whole number from 1 to 9999999"),
  flag: (value) => (value === "0" || value === "1" ? undefined : "0 or 1"),
};

function isPrivateAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

export function checked(name: SettingName, value: string | undefined): string | undefined {
  const setting: Setting = table[name];
  if (value === undefined) return undefined;
  const expected = checks[setting.kind](value);
  const shown = setting.secret === true ? "its value" : `"${value}"`;
  if (expected !== undefined) throw new InvalidSetting(`${name} must be ${expected}, but ${shown} is not`);
  return value;
}

/** Kinds whose values say nothing about anybody. */
const HARMLESS: readonly Kind[] = ["mode", "port", "duration", "count", "flag", "doors"];

/** A setting's value for others to see: itself where it is a number or one of a few words. */
export function shownSetting(name: SettingName, value: string): string {
  return HARMLESS.includes(table[name].kind) && checks[table[name].kind](value) === undefined ? value : "given";
}

/** Throws when `.env.age` may not hold a setting of this name, or not with this value. */
export function checkSealed(name: string, value: string): void {
  checked(checkSealedName(name), value);
}

export function checkSealedName(name: string): SettingName {
  if (!isSetting(name)) throw new InvalidSetting(`${name} in .env.age is no setting: --help lists those there are`);
  if (name === "DATA_DIR" || name === "AGE_IDENTITY")
    throw new InvalidSetting(`${name} cannot be in .env.age: it is needed to find and open that file`);
  return name;
}
