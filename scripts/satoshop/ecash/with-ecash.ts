import { randomBytes } from "node:crypto";
import { readConfig } from "../../../app/config.ts";
import type { Config } from "../../../app/config.ts";
import type { Db } from "../../../app/db/database.ts";
import { versionOf } from "../../../app/db/migrate.ts";
import { migrations } from "../../../app/db/migrations/index.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { sealUnder } from "../../../app/ecash/seal.ts";
import type { Seal } from "../../../app/ecash/seal.ts";
import { loadSecretKey } from "../../../app/secret-key.ts";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";
import { withHubDatabase } from "../open-hub-database.ts";

export const clock = () => unixMs(BigInt(Date.now()));
export const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

/** Opens what e-cash is kept with for one command. */
export async function withEcash<Result>(
  { environment }: Pick<Outside, "environment">,
  use: (opened: { config: Config; db: Db; seal: Seal }) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment);
  return withHubDatabase(config, async (db) => {
    if ((await versionOf(db)) !== migrations.length)
      throw new CannotDo(
        "The database is not at this program's version: run `satoshop migrate`, or start the hub once.",
      );
    const seal = sealUnder(config.secretKey ?? loadSecretKey(config.dataDir, random), random);
    return use({ config, db, seal });
  });
}
