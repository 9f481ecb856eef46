import type { Fields, UmbrelPackage } from "./read-package.ts";

/**
 * One thing that Umbrel, its store or its reviewers ask of an app. `problems` names what breaks it. A rule that its
 * reviewers let pass for a good reason is kept all the same: there is none here.
 */
export interface Rule {
  words: string;
  problems: (app: UmbrelPackage) => string[];
}

/** A rule about each service but `app_proxy`, which is Umbrel's own. */
export function ofServices(words: string, problem: (service: Fields, app: UmbrelPackage) => string[]): Rule {
  const own = ({ compose }: UmbrelPackage) => Object.entries(compose.services).filter(([name]) => name !== "app_proxy");
  return {
    words,
    problems: (app) => own(app).flatMap(([name, service]) => problem(service, app).map((each) => `${name}: ${each}`)),
  };
}

/** A list or mapping of Compose as its entries; what is not there has none. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((each, place) => [String(place), each]);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

export function fieldsOf(value: unknown): Fields {
  return Object.fromEntries(entriesOf(value));
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The complaint when something is wrong, in a list as rules want it. */
export const when = (isWrong: boolean, complaint: string): string[] => (isWrong ? [complaint] : []);
