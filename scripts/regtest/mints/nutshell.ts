import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureNutshell } from "../daemons/nutshell.ts";
import type { LndNode } from "../stack/lnd.ts";
import { freePorts } from "../stack/ports.ts";
import { keepMintMacaroon, startMint } from "./mint.ts";
import type { RunningMint } from "./mint.ts";

/** A mint that others wrote in another language: what both take for right is no accident of one. */
export async function startNutshell(folder: string, node: LndNode): Promise<RunningMint> {
  const python = await ensureNutshell();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [port = 0] = await freePorts(1);
  const env = {
    // Worth nothing: what is issued here is regtest's.
    MINT_PRIVATE_KEY: "regtest",
    MINT_DATABASE: join(folder, "database"),
    MINT_LISTEN_HOST: "127.0.0.1",
    MINT_LISTEN_PORT: String(port),
    MINT_BACKEND_BOLT11_SAT: "LndRestWallet",
    MINT_LND_REST_ENDPOINT: `https://127.0.0.1:${node.restPort}`,
    MINT_LND_REST_CERT: node.certPath,
    MINT_LND_REST_MACAROON: await keepMintMacaroon(folder, node),
    MINT_INPUT_FEE_PPK: "100",
    // Its one user here is a test that asks as fast as it can.
    MINT_RATE_LIMIT: "FALSE",
  };
  return startMint(port, {
    name: "nutshell",
    command: python,
    args: ["-m", "cashu.mint"],
    env,
    logFile: join(folder, "output.log"),
  });
}
