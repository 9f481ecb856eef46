import { spawn } from "node:child_process";
import { once } from "node:events";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";

/** Lets the person edit a file in $VISUAL or $EDITOR, which may have arguments of its own, and waits for the end. */
export async function runEditor(file: string, { environment }: Outside): Promise<void> {
  const editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi";
  const child = spawn("sh", ["-c", `${editor} "$1"`, "editor", file], {
    stdio: "inherit",
    env: { ...environment },
  });
  const stop = () => void child.kill();
  process.on("exit", stop);
  const [code] = await once(child, "exit");
  process.off("exit", stop);
  if (code !== 0) throw new CannotDo(`The editor (${editor}) did not end well. Nothing was stored.`);
}
