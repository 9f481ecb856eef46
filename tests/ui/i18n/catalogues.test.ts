import { globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { en } from "../../../ui/i18n/en/index.ts";
import { ko } from "../../../ui/i18n/ko/index.ts";
import type { Catalogue, Message } from "../../../ui/i18n/message.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/i18n/catalogues");

const english: Readonly<Record<string, Catalogue>> = en;
const korean: Readonly<Record<string, Catalogue>> = ko;

test("Korean says exactly what English says", () => {
  assert.ok(keysOf(english).length > 400);
  assert.equal(keysOf(korean), keysOf(english));
});

test("a sentence has the same places in both languages", () => {
  for (const key of keysOf(english)) assert.equal(placesOf(find(korean, key)), placesOf(find(english, key)), key);
});

test("a sentence that counts has a plural in both languages", () => {
  for (const key of keysOf(english)) assert.is(typeof find(korean, key), typeof find(english, key), key);
});

test("no sentence is empty, has entities of HTML or stray spaces", () => {
  for (const catalogue of [english, korean]) {
    for (const key of keysOf(catalogue)) {
      for (const text of formsOf(find(catalogue, key))) {
        assert.ok(text.trim() === text && text !== "", key);
        assert.not.match(text, /&\w+;|<|>| {2}|\.\.\./, key);
      }
    }
  }
});

test("Korean is written in Korean", () => {
  for (const key of keysOf(korean)) {
    for (const text of formsOf(find(korean, key)).filter(hasWords)) {
      assert.ok(/\p{Script=Hangul}/u.test(text) || formsOf(find(english, key)).includes(text), `${key}: ${text}`);
    }
  }
});

test("every sentence of the frame is said somewhere", () => {
  const source = globSync("{ui,app}/**/*.ts")
    .filter((path) => !path.includes("i18n"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const stems = [...source.matchAll(/`((?:chrome)\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? "");
  const isSaid = (key: string): boolean => source.includes(`"${key}"`) || stems.some((stem) => key.startsWith(stem));
  assert.equal(
    keysOf({ chrome: english["chrome"] ?? {} }).filter((key) => !isSaid(key)),
    [],
  );
});

/** A sentence may be nothing but a place. */
function hasWords(text: string): boolean {
  return /\p{Letter}/u.test(text.replaceAll(/\{\w+\}/g, ""));
}

function keysOf(catalogue: Readonly<Record<string, Catalogue>>): string[] {
  return Object.entries(catalogue)
    .flatMap(([area, messages]) => Object.keys(messages).map((name) => `${area}.${name}`))
    .toSorted();
}

function find(catalogue: Readonly<Record<string, Catalogue>>, key: string): Message {
  const [area = "", ...name] = key.split(".");
  const message = catalogue[area]?.[name.join(".")];
  if (message === undefined) throw new Error(`no ${key}`);
  return message;
}

function formsOf(message: Message): string[] {
  return typeof message === "string" ? [message] : [message.one, message.other].filter((form) => form !== undefined);
}

/** Names of places; a plural may leave the count out of its words ("one thing"). */
function placesOf(message: Message): string[] {
  const names = formsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  return [...new Set(names)].filter((name) => name !== "count" || typeof message === "string").toSorted();
}
