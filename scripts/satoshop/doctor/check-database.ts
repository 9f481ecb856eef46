import { sql } from "kysely";
import type { Config } from "../../../app/config.ts";
import type { Db } from "../../../app/db/database.ts";
import { versionOf } from "../../../app/db/migrate.ts";
import { migrations } from "../../../app/db/migrations/index.ts";
import { CannotDo } from "../command.ts";
import { withHubDatabase } from "../open-hub-database.ts";
import { checkBooks } from "./check-books.ts";
import { checkHalt } from "./check-halt.ts";
import { checkOwner } from "./check-owner.ts";
import { checkTakenBack } from "./check-taken-back.ts";
import { bad, fine, messageOf, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether the database opens safely, is whole, fits this program, its books add up to zero, and somebody owns it. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  try {
    return await withHubDatabase(config, (db) => findings(db, config));
  } catch (error) {
    return [error instanceof CannotDo ? warning("database", error.message) : bad("database", messageOf(error))];
  }
}

/** Opening has asserted the settings that keep money safe; this looks at what is inside. */
async function findings(db: Db, config: Config): Promise<Finding[]> {
  const damage = await damageOf(db);
  if (damage !== undefined) return [bad("database", `${damage}: stop the hub and restore a backup`)];
  const version = await versionOf(db);
  const opened = judgeVersion(db.engine, version);
  if (version !== migrations.length) return [opened];
  return [opened, await checkBooks(db), await checkTakenBack(db), await checkHalt(db), await checkOwner(db, config)];
}

async function damageOf(db: Db): Promise<string | undefined> {
  if (db.engine !== "sqlite") return undefined;
  const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db);
  const [first] = rows;
  return first === undefined || first.quick_check === "ok" ? undefined : first.quick_check;
}

function judgeVersion(engine: Db["engine"], version: number): Finding {
  const known = migrations.length;
  if (version > known)
    return bad("database", `version ${version} is of a newer program, this one knows ${known}: install the newer one`);
  if (version < known)
    return warning("database", `version ${version} of ${known}: run \`satoshop migrate\`, or start the hub`);
  return fine("database", `${engine}, version ${version}, whole, with the settings that keep money safe`);
}
