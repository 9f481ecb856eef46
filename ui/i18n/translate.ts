import type { Locale } from "./choose.ts";
import { en } from "./en/index.ts";
import { ko } from "./ko/index.ts";
import type { Message, Places } from "./message.ts";

type English = typeof en;

/** Every sentence the hub can say: `area.key`. */
export type MessageKey = { [Area in keyof English & string]: `${Area}.${keyof English[Area] & string}` }[keyof English &
  string];

type EnglishText<Key extends MessageKey> = Key extends `${infer Area extends keyof English & string}.${infer Name}`
  ? Name extends keyof English[Area]
    ? English[Area][Name]
    : never
  : never;

type Values<Key extends MessageKey> =
  EnglishText<Key> extends infer Text extends Message
    ? [Places<Text>] extends [never]
      ? []
      : [values: { readonly [Name in Places<Text>]: Name extends "count" ? number : string }]
    : never;

/** Says a sentence in the page's language; the values its places need are checked by the compiler. */
export type Translate = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;

const flat: Readonly<Record<Locale, ReadonlyMap<string, Message>>> = { en: flatten(en), ko: flatten(ko) };
const plurals: Readonly<Record<Locale, Intl.PluralRules>> = {
  en: new Intl.PluralRules("en"),
  ko: new Intl.PluralRules("ko"),
};
const numbers: Readonly<Record<Locale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat("en"),
  ko: new Intl.NumberFormat("ko"),
};

/** The translator of one language; a missing key throws, and a test sees to it that none is missing. */
export function translatorFor(locale: Locale): Translate {
  return (key, ...rest) => say(locale, key, rest[0]);
}

function say(locale: Locale, key: string, values: Readonly<Record<string, string | number>> | undefined): string {
  const message = flat[locale].get(key);
  if (message === undefined) throw new Error(`the ${locale} catalogue has no "${key}"`);
  const text = typeof message === "string" ? message : form(locale, message, Number(values?.["count"]));
  return values === undefined ? text : fill(locale, text, values);
}

function form(locale: Locale, message: Exclude<Message, string>, count: number): string {
  return plurals[locale].select(count) === "one" ? (message.one ?? message.other) : message.other;
}

function fill(locale: Locale, text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? numbers[locale].format(value) : value;
  });
}

function flatten(areas: Readonly<Record<string, Readonly<Record<string, Message>>>>): ReadonlyMap<string, Message> {
  return new Map(
    Object.entries(areas).flatMap(([area, messages]) =>
      Object.entries(messages).map(([name, message]) => [`${area}.${name}`, message] as const),
    ),
  );
}
