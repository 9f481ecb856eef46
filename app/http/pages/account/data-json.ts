import { HELD_LISTS, exportPerson } from "../../../accounts/own/export-person.ts";
import type { HeldList } from "../../../accounts/own/export-person.ts";
import type { Reader } from "../../../db/database.ts";

/** All that is held about a person as one JSON object of lists, a row at a time. */
export async function* dataJson(reader: Reader, personId: string): AsyncGenerator<string> {
  let open: HeldList | undefined;
  for await (const { list, row } of exportPerson(reader, personId)) {
    yield list === open ? ",\n" : opening(open, list);
    yield rowJson(row);
    open = list;
  }
  yield `${opening(open, undefined)}\n`;
}

/** Ends the list that is open, and begins the next one and all empty ones before it. */
function opening(open: HeldList | undefined, next: HeldList | undefined): string {
  const from = open === undefined ? 0 : HELD_LISTS.indexOf(open) + 1;
  const to = next === undefined ? HELD_LISTS.length : HELD_LISTS.indexOf(next);
  const empty = HELD_LISTS.slice(from, to).map((list) => `"${list}":[]`);
  const parts = [...empty, ...(next === undefined ? [] : [`"${next}":[\n`])];
  const start = open === undefined ? "{\n" : parts.length === 0 ? "\n]" : "\n],\n";
  return `${start}${parts.join(",\n")}${next === undefined ? "\n}" : ""}`;
}

/** Times as texts that everybody reads (RFC 3339), amounts as exact decimal text. */
function rowJson(row: unknown): string {
  return JSON.stringify(row, (name, value: unknown) => {
    if (typeof value !== "bigint") return value;
    if (!/(?:_ms|Ms)$/.test(name)) return value.toString();
    return value === 0n ? null : new Date(Number(value)).toISOString();
  });
}
