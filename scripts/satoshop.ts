#!/usr/bin/env node
import { InvalidSetting } from "../app/settings/check-value.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../app/domain/outcome.ts";
import { CannotOpen } from "../app/secrets/cannot-open.ts";
import { askSecret } from "./satoshop/ask-secret.ts";
import { backup } from "./satoshop/backup.ts";
import { CannotDo, Misused } from "./satoshop/command.ts";
import type { Command, Outside } from "./satoshop/command.ts";
import { consoleIssue } from "./satoshop/console.ts";
import { ecash } from "./satoshop/ecash.ts";
import { doctor } from "./satoshop/doctor.ts";
import { lndSetup } from "./satoshop/lnd-setup.ts";
import { loginLink } from "./satoshop/login-link.ts";
import { memory } from "./satoshop/memory.ts";
import { migrate } from "./satoshop/migrate.ts";
import { restore } from "./satoshop/restore.ts";
import { settings } from "./satoshop/settings.ts";
import { nodeConfig } from "./satoshop/node-config.ts";
import { supportBundle } from "./satoshop/support-bundle.ts";
import { secrets } from "./satoshop/secrets.ts";

const commands: readonly Command[] = [
  lndSetup,
  loginLink,
  migrate,
  backup,
  restore,
  settings,
  secrets,
  ecash,
  doctor,
  supportBundle,
  memory,
  nodeConfig,
  consoleIssue,
];

function usage(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "satoshop COMMAND [options]",
    "",
    ...lines,
    "",
    "satoshop COMMAND --help tells more about one of them.",
    "",
  ].join("\n");
}

/** Runs one command line and answers with its exit code: 0 done, 1 not done, 2 not understood. */
export async function satoshop(args: readonly string[], outside: Outside): Promise<number> {
  const [name = "help", ...rest] = args;
  if (name === "help" || name === "--help") return help(rest[0], outside);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    outside.complain(`There is no command ${name}.\n\n${usage()}`);
    return 2;
  }
  if (rest.includes("--help")) return help(name, outside);
  try {
    return await command.run(rest, outside);
  } catch (error) {
    return explain(error, command, outside);
  }
}

function help(name: string | undefined, { print }: Outside): number {
  const command = commands.find((each) => each.name === name);
  print(command?.help ?? usage());
  return name === undefined || command !== undefined ? 0 : 2;
}

/** What a person can mend is one sentence; anything else is a bug and keeps its stack. */
function explain(error: unknown, { name }: Command, { complain }: Outside): number {
  if (error instanceof Misused || error instanceof InvalidSetting) {
    complain(`${error.message}\nsatoshop ${name} --help tells what it takes.\n`);
    return 2;
  }
  const isExpected = [CannotDo, CannotOpen, Misconfigured, NotApplied, OutcomeUnknown].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error) || !isExpected) throw error;
  complain(`${error.message}\n`);
  return 1;
}

if (import.meta.main) {
  process.exitCode = await satoshop(process.argv.slice(2), {
    environment: process.env,
    print: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    askSecret,
  });
}
