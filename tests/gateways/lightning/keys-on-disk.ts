import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../../app/config.ts";
import { connectLnd } from "../../../app/gateways/lightning/lnd.ts";
import { readKeys } from "../../../app/gateways/lightning/read-keys.ts";
import { keepMacaroons } from "../../../scripts/satoshop/keep-macaroons.ts";
import { newFolder } from "../../scripts/terminal.ts";
import type { LndServer } from "./lnd-server.ts";

const HEARTBEAT_MS = 50;

/** Keys as an owner keeps them, named to the hub by its settings. */
export function keysOnDisk({ socket, certificate }: Pick<LndServer, "socket" | "certificate">) {
  const folder = newFolder();
  const file = join(folder, "tls.cert");
  const keys = {
    keepCertificate: (renewed: string) => writeFileSync(file, Buffer.from(renewed, "base64")),
    removeCertificate: () => rmSync(file),
    keepMacaroon: (role: "receive" | "monitor", text: string) =>
      keepMacaroons(folder, { [role]: Buffer.from(text).toString("base64") }),
  };
  keys.keepCertificate(certificate);
  keys.keepMacaroon("receive", "first of receive");
  keys.keepMacaroon("monitor", "first of monitor");
  return { ...keys, settings: { LND_SOCKET: socket, LND_CERT_FILE: file, LND_MACAROON_DIR: folder } };
}

/** Connects as the hub does, with a quick heartbeat, and keeps what it warns of. */
export function connectBySettings(settings: Readonly<Record<string, string>>) {
  const { lnd } = readConfig({ MODE: "regtest", ...settings });
  if (lnd === undefined) throw new Error("only the sandbox has no LND");
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const access = { socket: lnd.socket, readKeys: () => readKeys({ ...lnd, isSending: false }), log };
  return { node: connectLnd({ ...access, deadlineMs: 5_000, heartbeatMs: HEARTBEAT_MS }), warnings };
}

/** Long enough for several questions of the heartbeat. */
export function someHeartbeats(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 6 * HEARTBEAT_MS));
}
