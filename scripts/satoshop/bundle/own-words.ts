import { hostname, userInfo } from "node:os";
import { InvalidSetting, shownSetting } from "../../../app/settings/check-value.ts";
import { placesFrom } from "../../../app/settings/places.ts";
import { secretNames, settingNames } from "../../../app/settings/table.ts";
import type { SettingName } from "../../../app/settings/table.ts";
import { CannotOpen } from "../../../app/secrets/cannot-open.ts";
import { placesOf } from "../../../app/secrets/find-value.ts";
import type { Places } from "../../../app/secrets/find-value.ts";
import type { Outside } from "../command.ts";

/** A text of the owner's, and what stands in its place where others read. */
export type OwnWord = { text: string; shownAs: string; isSecret: boolean };

/** Shorter ones stand in any sentence, and taking them out would only tell what they are. */
const SHORTEST = 4;

/** So many hubs have these for a user, folder or host that they say nothing about this one. */
const EVERYBODYS = new Set(["data", "localhost", "postgres", "root", "satoshop", "shop"]);

/** Everything that the settings say, whole and in the parts that an error may quote, and this machine's own names. */
export function ownWords(places: Places): OwnWord[] {
  const secrets = new Set(secretNames());
  const settings = settingNames().flatMap((name) =>
    textsOf(name, places)
      .filter((text) => shownSetting(name, text) !== text)
      .flatMap((text) => [text, ...partsOf(text)])
      .map((text) => ({ text, shownAs: `<${name}>`, isSecret: secrets.has(name) })),
  );
  const words = [...settings, ...filesNamed(places), ...machine()];
  return words.filter(({ text, isSecret }) => text.length >= SHORTEST && (isSecret || !EVERYBODYS.has(text)));
}

/** A bundle is wanted most when the settings are broken: what can be read of them is then still told, or kept out. */
export function openedPlaces(environment: Outside["environment"]): Places {
  try {
    return placesFrom(environment);
  } catch (error) {
    if (error instanceof InvalidSetting) return { environment, sealed: new Map() };
    throw error;
  }
}

function textsOf(name: SettingName, places: Places): string[] {
  try {
    return placesOf(name, places).map(({ text }) => text);
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    const direct = places.environment[name];
    return direct === undefined ? [] : [direct];
  }
}

/** Hosts, users, passwords and names of databases, as they were written and as they are meant. */
function partsOf(text: string): string[] {
  if (!text.includes("://")) return text.split(",").flatMap((each) => [each, each.replace(/:\d+$/, "")]);
  if (!URL.canParse(text)) return [];
  const { username, password, host, hostname: name, pathname } = new URL(text);
  return [username, password, host, name, pathname.slice(1)].flatMap((part) => [part, decoded(part)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where files are may say whose they are. */
function filesNamed({ environment }: Places): OwnWord[] {
  const names = ["CREDENTIALS_DIRECTORY", ...settingNames().map((name) => `${name}_FILE`)];
  return names.map((name) => ({ text: environment[name] ?? "", shownAs: `<${name}>`, isSecret: false }));
}

function machine(): OwnWord[] {
  return [
    { text: hostname(), shownAs: "<host>", isSecret: false },
    { text: userName(), shownAs: "<user>", isSecret: false },
  ];
}

/** A container's user often has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
