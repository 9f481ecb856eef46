export const LOCALES = ["en", "ko"] as const;

export type Locale = (typeof LOCALES)[number];

const FALLBACK: Locale = "en";

/** Longest header that is looked at; nobody speaks more languages than fit in it. */
const MAX_HEADER_LENGTH = 500;

/** The language a person chose (cookie), else the first one their browser asks for that we speak, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | undefined): Locale {
  const chosen = localeOf(cookie ?? "");
  if (chosen !== undefined) return chosen;
  return (
    wishes(acceptLanguage ?? "")
      .map((wish) => localeOf(wish.tag))
      .find((locale) => locale !== undefined) ?? FALLBACK
  );
}

/** The locale of a language tag such as `ko-KR`; undefined for one we do not speak. */
export function localeOf(tag: string): Locale | undefined {
  const language = tag.trim().toLowerCase().split(/[-_]/, 1)[0];
  return LOCALES.find((locale) => locale === language);
}

/** RFC 9110 12.5.4: weighted tags, most wanted first; weight 0 means "not this one". */
function wishes(header: string): { tag: string; weight: number }[] {
  return header
    .slice(0, MAX_HEADER_LENGTH)
    .split(",")
    .map(wish)
    .filter((candidate) => candidate.weight > 0)
    .toSorted((left, right) => right.weight - left.weight);
}

function wish(part: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = part.split(";");
  const quality = parameters
    .map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1])
    .find((text) => text !== undefined);
  const weight = Number(quality ?? "1");
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
