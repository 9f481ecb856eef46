import { CannotOpen } from "./cannot-open.ts";

/** One setting as it stands in the text: which lines it takes, counted from 0, and what it says. */
type Entry = { name: string; value: string; from: number; to: number };

/**
 * Reads `NAME=value` lines, as in an `.env` file but strictly: what is no setting, comment or empty line is refused by
 * its number. A bare value is taken as it stands, `#` and all. In double quotes it may go over several lines, and `\n`,
 * `\"` and `\\` mean what they mean in C; in single quotes nothing means anything else.
 */
export function parseSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const { name, value, from } of entriesOf(text)) {
    if (settings.has(name)) throw new CannotOpen(`line ${from + 1} sets ${name} a second time`);
    settings.set(name, value);
  }
  return settings;
}

/** The same text with another value for one setting, in its old place or at the end; comments stay. */
export function withSetting(text: string, name: string, value: string): string {
  const lines = linesOf(text);
  const entry = entriesOf(text).find((each) => each.name === name);
  const line = `${name}=${written(value)}`;
  if (entry === undefined) lines.push(line);
  else lines.splice(entry.from, entry.to - entry.from + 1, line);
  return `${lines.join("\n")}\n`;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function entriesOf(text: string): Entry[] {
  const lines = linesOf(text);
  const entries: Entry[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (/^\s*(?:#|$)/.test(line)) continue;
    const entry = entryAt(lines, at);
    entries.push(entry);
    at = entry.to;
  }
  return entries;
}

function entryAt(lines: readonly string[], from: number): Entry {
  const [, name, rest = ""] = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=(.*)$/s.exec(lines[from] ?? "") ?? [];
  if (name === undefined) throw new CannotOpen(`line ${from + 1} is no setting: write NAME=value`);
  const begun = rest.trim();
  const quote = /^["']/.exec(begun)?.[0];
  if (quote === undefined) return { name, value: begun, from, to: from };
  for (let to = from; to < lines.length; to += 1) {
    const whole = [begun, ...lines.slice(from + 1, to + 1)].join("\n").trimEnd();
    const value = quoted(whole, quote);
    if (value !== undefined) return { name, value, from, to };
  }
  throw new CannotOpen(`line ${from + 1} begins ${name} with a quotation mark that nothing ends`);
}

/** What stands between the marks; undefined while the closing one is missing. */
function quoted(text: string, quote: string): string | undefined {
  const pattern = quote === '"' ? /^"((?:[^"\\]|\\[\s\S])*)"$/ : /^'([^']*)'$/;
  const inside = pattern.exec(text)?.[1];
  if (inside === undefined || quote === "'") return inside;
  return inside.replaceAll(/\\([\s\S])/g, (_, symbol: string) => (symbol === "n" ? "\n" : symbol));
}

/** In quotation marks only where a bare value would be read as something else. */
function written(value: string): string {
  if (!/[\r\n]|^\s|\s$|^["']/.test(value)) return value;
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`)}"`;
}
