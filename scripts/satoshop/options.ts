import { parseArgs } from "node:util";
import { Misused } from "./command.ts";

/** Reads `--name value` options; whatever else stands on the command line is refused. */
export function readOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const values = parse(args, options);
  const given: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = values[name];
    if (value === "") throw new Misused(`--${name} is empty`);
    if (typeof value === "string") given[name] = value;
  }
  return given;
}

function parse(args: string[], options: Record<string, { type: "string" }>): Record<string, unknown> {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
