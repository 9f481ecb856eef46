import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureCdkMintd } from "../daemons/cdk-mintd.ts";
import { run } from "../daemons/run.ts";
import type { LndNode } from "../stack/lnd.ts";
import { freePorts } from "../stack/ports.ts";
import { makeRpcCertificates } from "./rpc-certificates.ts";
import { keepMintMacaroon, startMint } from "./mint.ts";
import type { RunningMint } from "./mint.ts";

/** Worth nothing: what is issued here is regtest's. */
const MNEMONIC = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

/** Beside the mint itself, where its operator reads its books. */
export type RunningCdkMintd = RunningMint & { rpc: { address: string; tlsFolder: string } };

/** The mint that a board runs, with LND's money behind it. Its database takes the file once, at the first start. */
export async function startCdkMintd(folder: string, node: LndNode): Promise<RunningCdkMintd> {
  const command = await ensureCdkMintd();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [port = 0, rpcPort = 0] = await freePorts(2);
  const tlsFolder = await makeRpcCertificates(join(folder, "tls"));
  const macaroonFile = await keepMintMacaroon(folder, node);
  const [mnemonicFile, configFile] = [join(folder, "mnemonic"), join(folder, "config.toml")];
  writeFileSync(mnemonicFile, MNEMONIC, { mode: 0o600 });
  writeFileSync(configFile, cdkConfig({ port, rpcPort, tlsFolder, mnemonicFile, macaroonFile, node }));
  await run(command, ["--work-dir", folder, "config", "init", "--new-mint", "--file", configFile]);
  const mint = await startMint(port, {
    name: "cdk-mintd",
    command,
    args: ["--work-dir", folder],
    logFile: join(folder, "output.log"),
  });
  return { ...mint, rpc: { address: `localhost:${rpcPort}`, tlsFolder } };
}

type CdkConfig = {
  port: number;
  rpcPort: number;
  tlsFolder: string;
  mnemonicFile: string;
  macaroonFile: string;
  node: LndNode;
};

/** The limits are what a shop's mint can be asked for; fees are 2 % and at least 2 sat of what a payment may cost. */
function cdkConfig({ port, rpcPort, tlsFolder, mnemonicFile, macaroonFile, node }: CdkConfig): string {
  return `[info]
url = "http://127.0.0.1:${port}/"
listen_host = "127.0.0.1"
listen_port = ${port}
mnemonic = "file:${mnemonicFile}"
input_fee_ppk = 100

[mint_info]
name = "regtest"
description = "no value"

[database]
engine = "sqlite"

[payment_backend]
backend = "lnd"
unit = "sat"
min_mint = 1
max_mint = 1000000
min_melt = 1
max_melt = 1000000

[lnd]
address = "https://${node.socket}"
cert_file = "${node.certPath}"
macaroon_file = "${macaroonFile}"
fee_percent = 0.02
reserve_fee_min = 2

[mint_management_rpc]
enabled = true
address = "127.0.0.1"
port = ${rpcPort}
tls_dir = "${tlsFolder}"
`;
}
