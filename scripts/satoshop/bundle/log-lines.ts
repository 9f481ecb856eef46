import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CannotDo } from "../command.ts";

const LAST_LINES = 500;
/** A log may be larger than the board's memory. */
const LAST_BYTES = 1_000_000;

/** What our own log lines consist of besides errors; whatever else stands in one is left out. */
const KEPT = [
  "level",
  "time",
  "msg",
  "method",
  "route",
  "status",
  "durationMs",
  "requestId",
  "traceId",
  "job",
  "kind",
  "attempt",
] as const;

/**
 * The last lines of a log file, with the fields that are known to be harmless. Of errors only their kind and where they
 * arose: their texts may quote anything. Lines that are none of the hub's are left out.
 */
export function logText(file: string): string {
  const lines = textOf(file).trimEnd().split("\n").slice(-LAST_LINES);
  return lines.flatMap((line) => cleaned(line)).join("");
}

function textOf(file: string): string {
  try {
    return endOf(file);
  } catch (error) {
    throw new CannotDo(`The log cannot be read: ${file}`, { cause: error });
  }
}

function endOf(file: string): string {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(LAST_BYTES);
    const position = Math.max(0, fstatSync(opened).size - LAST_BYTES);
    return bytes.toString("utf8", 0, readSync(opened, bytes, 0, LAST_BYTES, position));
  } finally {
    closeSync(opened);
  }
}

function cleaned(line: string): string[] {
  // What stands in front was written by whoever keeps the log, with the machine's name in it.
  const entry = parsed(line.slice(line.indexOf("{")));
  if (entry === undefined) return [];
  const kept = Object.fromEntries(KEPT.flatMap((name) => (name in entry ? [[name, entry[name]]] : [])));
  return [`${JSON.stringify({ ...kept, ...errorIn(entry["err"]) })}\n`];
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isFields(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function errorIn(error: unknown): object {
  if (!isFields(error)) return {};
  const { type, code, stack } = error;
  const at = typeof stack === "string" ? framesIn(stack) : [];
  const isWord = (value: unknown) => typeof value === "string" && /^\w{1,40}$/.test(value);
  return { err: { ...(isWord(type) && { type }), ...(isWord(code) && { code }), at } };
}

/** Where in the program it happened; the folder above that may be named after somebody. */
function framesIn(stack: string): string[] {
  const places = stack.matchAll(/^ +at .*?((?:app|ui|scripts|node_modules)\/[\w@./-]+:\d+:\d+)\)?$/gm);
  return [...places].map(([, place = ""]) => place).slice(0, 10);
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
