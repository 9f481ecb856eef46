import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SettingName } from "../../../app/settings/table.ts";
import type { Stack } from "../stack.ts";

/** Settings of the hub by name; one may be given as a file that holds it. */
export type HubSettings = Partial<Record<SettingName | `${SettingName}_FILE`, string>>;

/** Settings of a hub whose node is the stack's shop, with its data beside the nodes'. */
export function hubSettings(stack: Stack, macaroonFolder: string): HubSettings {
  return {
    MODE: "regtest",
    DATA_DIR: join(stack.folder, "hub"),
    LND_SOCKET: stack.shop.socket,
    LND_CERT_FILE: stack.shop.certPath,
    LND_MACAROON_DIR: macaroonFolder,
    BITCOIND_URL: stack.bitcoind.rpcUrl,
    BITCOIND_LOGIN: `${stack.bitcoind.user}:${stack.bitcoind.password}`,
  };
}

/** Writes the settings as a file for `node --env-file`, and returns its path. */
export function writeEnvFile(folder: string, settings: HubSettings): string {
  const file = join(folder, "hub.env");
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  writeFileSync(file, lines.join(""), { mode: 0o600 });
  return file;
}
