import { parseArgs } from "node:util";
import { Misused } from "./command.ts";

/** Reads `--name value` options; whatever else stands on the command line is refused. */
export function readOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const values = parse(args, optionsOf(names, "string"));
  const given: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = values[name];
    if (value === "") throw new Misused(`--${name} is empty`);
    if (typeof value === "string") given[name] = value;
  }
  return given;
}

/** Reads options that stand alone, such as `--qr`, and whether each was there; whatever else stands there is refused. */
export function readFlags<Name extends string>(args: string[], names: readonly Name[]): ReadonlySet<Name> {
  const values = parse(args, optionsOf(names, "boolean"));
  return new Set(names.filter((name) => values[name] === true));
}

type Options = Record<string, { type: "string" | "boolean" }>;

function optionsOf(names: readonly string[], type: "string" | "boolean"): Options {
  return Object.fromEntries(names.map((name) => [name, { type }]));
}

function parse(args: string[], options: Options): Record<string, unknown> {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
