import { readFileSync } from "node:fs";
import { CannotDo } from "../command.ts";

const LAST_LINES = 500;

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
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CannotDo(`The log cannot be read: ${file}`, { cause: error });
  }
}

function cleaned(line: string): string[] {
  const entry = parsed(line);
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
  const { type, stack } = error;
  const frames = typeof stack === "string" ? (stack.match(/^ +at .*$/gm) ?? []) : [];
  // Only what lies in the program: the folder above it may be named after somebody.
  const at = frames.map((frame) =>
    frame.replaceAll(/(?:file:\/\/)?\/\S*?\/(?=(?:app|ui|scripts|node_modules)\/)/g, ""),
  );
  return { err: { ...(typeof type === "string" && { type }), at: at.map((frame) => frame.trim()).slice(0, 10) } };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
