import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../../app/config.ts";
import { bad, fine } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether files that hold secrets are closed to the machine's other users. */
export function checkSecrets(config: Pick<Config, "dataDir" | "lnd">): Finding {
  const open = secretFiles(config).filter(isOpenToOthers);
  if (open.length === 0) return fine("secrets", "nobody else on this machine can read them");
  return bad("secrets", `other users of this machine can read ${open.join(", ")}: chmod 600 each of them`);
}

function secretFiles({ dataDir, lnd }: Pick<Config, "dataDir" | "lnd">): string[] {
  return [join(dataDir, "secret.key"), join(dataDir, "hub.sqlite"), ...macaroons(lnd?.macaroonDir)].filter((file) =>
    existsSync(file),
  );
}

function macaroons(folder: string | undefined): string[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".macaroon"))
    .map((name) => join(folder, name));
}

/** A file is as closed as its folder, when nobody else may enter that. */
function isOpenToOthers(file: string): boolean {
  const [fileMode, folderMode] = [statSync(file).mode, statSync(dirname(file)).mode];
  return (fileMode & 0o077) !== 0 && (folderMode & 0o011) !== 0;
}
