import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isOpenToOthers, ownIdentityFile } from "../../../app/secrets/find-identity.ts";
import { sealedFile } from "../../../app/secrets/open-sealed.ts";
import { bad, fine } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether files that hold secrets are closed to the machine's other users. */
export function checkSecrets(dataDir: string, macaroonDir: string | undefined): Finding {
  const open = secretFiles(dataDir, macaroonDir).filter(isOpenToOthers);
  if (open.length === 0) return fine("secrets", "nobody else on this machine can read them");
  return bad("secrets", `other users of this machine can read ${open.join(", ")}: chmod 600 each of them`);
}

function secretFiles(dataDir: string, macaroonDir: string | undefined): string[] {
  const own = [join(dataDir, "secret.key"), join(dataDir, "hub.sqlite"), ownIdentityFile(dataDir), sealedFile(dataDir)];
  return [...own, ...macaroons(macaroonDir)].filter((file) => existsSync(file));
}

function macaroons(folder: string | undefined): string[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".macaroon"))
    .map((name) => join(folder, name));
}
