import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessOf } from "../app/http/access.ts";
import type { Access } from "../app/http/access.ts";
import { createServer } from "../app/http/server.ts";
import { lookedAt } from "./access/looked-at.ts";
import { accessDocument } from "./access/matrix.ts";

// `node scripts/access.ts` writes which role may do what, and what each address asks for; with `--check` it only
// says whether that is up to date.

const FILE = "docs/access.md";

/** Every address behind the owner's door, which has all that the others have. */
async function routesOfHub(): Promise<Access[]> {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-access-"));
  const hub = lookedAt(folder);
  const routes = accessOf(createServer(hub));
  await hub.db.destroy();
  rmSync(folder, { recursive: true });
  return routes;
}

async function main(isCheck: boolean): Promise<void> {
  const routes = await routesOfHub();
  const text = accessDocument(routes);
  if (!isCheck) writeFileSync(FILE, text);
  else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
    process.stdout.write(`${FILE} is not what the routes say: run npm run docs\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${routes.length} addresses\n`);
}

if (import.meta.main) await main(process.argv.includes("--check"));
