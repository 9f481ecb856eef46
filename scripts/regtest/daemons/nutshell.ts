import { join } from "node:path";
import { buildOnce } from "./cache.ts";
import { requirePackages } from "./packages.ts";
import { run } from "./run.ts";

const NUTSHELL_VERSION = "0.20.2";
const CONSTRAINTS = join(import.meta.dirname, "..", "nutshell", "constraints.txt");

/** Installs the second mint of the tests in a virtual environment of its own, and returns the Python that runs it. */
export async function ensureNutshell(): Promise<string> {
  const folder = await buildOnce(`nutshell-${NUTSHELL_VERSION}`, installNutshell);
  return join(folder, "venv", "bin", "python");
}

/** Only the programs in it know the path under which it was made: the folder is renamed, so its Python is called instead. */
async function installNutshell(into: string): Promise<void> {
  await requirePackages("Nutshell", ["python3-venv"], "Python 3.10 or newer with venv");
  const venv = join(into, "venv");
  await run("python3", ["-m", "venv", venv]);
  await run(join(venv, "bin", "pip"), [
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--constraint",
    CONSTRAINTS,
    `cashu==${NUTSHELL_VERSION}`,
  ]);
}
