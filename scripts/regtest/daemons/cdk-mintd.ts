import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { buildOnce } from "./cache.ts";
import { requirePackages } from "./packages.ts";
import { run, tryRun } from "./run.ts";

const CRATE = "cdk-mintd";
const CDK_VERSION = "0.18.3";

/** Builds the mint that a board runs, with what it needs here: LND, SQLite, its operator's interface, and a backend that pays by itself. */
export async function ensureCdkMintd(): Promise<string> {
  const folder = await buildOnce(`${CRATE}-${CDK_VERSION}-rpc`, buildCdkMintd);
  return join(folder, CRATE);
}

async function buildCdkMintd(into: string, scratch: string): Promise<void> {
  await requireRust();
  await requirePackages(CRATE, ["protobuf-compiler"], "protoc");
  const features = ["--no-default-features", "--features", "lnd,fakewallet,sqlite,management-rpc"];
  const root = ["--root", scratch, "--locked"];
  await run("cargo", ["install", CRATE, "--version", CDK_VERSION, ...root, ...features], {
    env: { CARGO_TARGET_DIR: join(scratch, "target") },
  });
  await copyFile(join(scratch, "bin", CRATE), join(into, CRATE));
}

async function requireRust(): Promise<void> {
  const cargo = await tryRun("cargo", ["--version"]);
  if (cargo?.code === 0) return;
  throw new Error(`${CRATE} is built from its crate, and there is no cargo on PATH. Install Rust 1.85 or newer.`);
}
