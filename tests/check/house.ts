import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** A folder of its own with the given files, for a tool to be run in. */
export interface House {
  folder: string;
  run(program: string, ...args: string[]): Promise<{ code: number | null; output: string }>;
  remove(): void;
}

/** Writes the files below a new temporary folder. */
export function build(files: Record<string, string>): House {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-house-"));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return {
    folder,
    run: (program, ...args) => runIn(folder, [resolve(program), ...args]),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function runIn(cwd: string, args: string[]): Promise<{ code: number | null; output: string }> {
  // Left to itself, the coverage of this run would also measure the tools.
  const env = { ...process.env, NO_COLOR: "1", NODE_V8_COVERAGE: undefined };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, output }));
  });
}
