import { cpus } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Package = z.object({ version: z.string() });
const root = join(import.meta.dirname, "..", "..");

/** What the figures depend on: the processor and the versions that were measured. No date, so that equal runs read equal. */
export function describeMachine(lndVersion: string): string {
  const [first] = cpus();
  const model = first === undefined ? "an unknown processor" : first.model.replaceAll(/\s+/g, " ").trim();
  const packages = ["hono", "kysely", "better-sqlite3", "lightning", "preact"].map(
    (name) => `${name} ${versionOf(`node_modules/${name}`)}`,
  );
  return [
    `Machine: ${model}, ${cpus().length} cores, ${process.platform} ${process.arch}.`,
    `Versions: SatoShop Hub ${versionOf(".")}, Node ${process.versions.node}, LND ${lndVersion.split(" ", 1)[0]}, ${packages.join(", ")}.`,
    "",
  ].join("\n");
}

function versionOf(folder: string): string {
  return Package.parse(JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"))).version;
}
