import { spawn } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
}

/** What a finished program said, with its exit code. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const LINES_SHOWN = 25;

/** Runs a program to its end; `undefined` when there is no such program. Its exit code is the caller's to judge. */
export async function tryRun(command: string, args: string[], options: RunOptions = {}): Promise<Ran | undefined> {
  const child = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = Promise.withResolvers<number | undefined>();
  child.once("error", (error) =>
    "code" in error && error.code === "ENOENT" ? ended.resolve(undefined) : ended.reject(error),
  );
  child.once("close", (code, signal) => ended.resolve(code ?? (signal === null ? 1 : 128)));
  const code = await ended.promise;
  return code === undefined ? undefined : { code, ...said };
}

/** Runs a program that has to succeed and returns its output; the error carries the last lines it printed. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const ran = await tryRun(command, args, options);
  if (ran === undefined) throw new Error(`${command} is not on PATH`);
  if (ran.code === 0) return ran.stdout;
  const tail = `${ran.stdout}\n${ran.stderr}`.trim().split("\n").slice(-LINES_SHOWN).join("\n");
  throw new Error(`${command} ${args.slice(0, 3).join(" ")} ended with code ${ran.code}:\n${tail}`);
}
