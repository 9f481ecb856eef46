import { chmod, copyFile, cp } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { buildOnce } from "./cache.ts";
import { requireCompiler } from "./compiler.ts";
import { arePresent, isFittingCore } from "./on-path.ts";
import { run, tryRun } from "./run.ts";

const CRATE = "libbitcoinkernel-sys";
const VERSION = "0.4.1";
const MANIFEST = join(import.meta.dirname, "..", "bitcoind", "Cargo.toml");

/** The crate leaves out the wallet, ZMQ, the desktop program and the benchmarks; the rest is not needed here. */
const LEFT_OUT = [
  "ENABLE_WALLET",
  "WITH_ZMQ",
  "BUILD_GUI",
  "BUILD_BENCH",
  "BUILD_TESTS",
  "BUILD_FUZZ_BINARY",
  "ENABLE_IPC",
  "WITH_EMBEDDED_ASMAP",
  "ENABLE_EXTERNAL_SIGNER",
  "INSTALL_MAN",
  "BUILD_TX",
  "BUILD_UTIL",
  "BUILD_WALLET_TOOL",
];

/** Compiling takes most of the time, so it is optimised only a little. */
const FLAGS = ["-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O1", "-DCMAKE_C_FLAGS_RELEASE=-O1"];

export interface BitcoindPrograms {
  bitcoind: string;
  bitcoinCli: string;
}

/**
 * Finds Bitcoin Core on PATH, or builds the source tree that its kernel crate carries.
 *
 * The crate is a development snapshot without wallet: right for tests, never to be shipped.
 */
export async function ensureBitcoind(): Promise<BitcoindPrograms> {
  if (await arePresent(["bitcoind", "bitcoin-cli"], isFittingCore))
    return { bitcoind: "bitcoind", bitcoinCli: "bitcoin-cli" };
  const folder = await buildOnce(`bitcoind-${CRATE}-${VERSION}`, buildBitcoind);
  return { bitcoind: join(folder, "bitcoind"), bitcoinCli: join(folder, "bitcoin-cli") };
}

async function buildBitcoind(into: string, scratch: string): Promise<void> {
  await requireRust();
  await requireCompiler();
  const [source, build] = [join(scratch, "source"), join(scratch, "build")];
  // The registry's own copy stays as cargo checked it.
  await cp(await fetchSource(), source, { recursive: true });
  await run("cmake", ["-S", source, "-B", build, ...FLAGS, ...LEFT_OUT.map((name) => `-D${name}=OFF`)]);
  await run("cmake", [
    "--build",
    build,
    "--parallel",
    String(availableParallelism()),
    "--target",
    "bitcoind",
    "bitcoin-cli",
  ]);
  for (const program of ["bitcoind", "bitcoin-cli"]) {
    await copyFile(join(build, "bin", program), join(into, program));
    await chmod(join(into, program), 0o755);
  }
}

const Metadata = z.object({ packages: z.array(z.object({ name: z.string(), manifest_path: z.string() })) });

async function fetchSource(): Promise<string> {
  await run("cargo", ["fetch", "--locked", "--manifest-path", MANIFEST]);
  const text = await run("cargo", [
    "metadata",
    "--locked",
    "--offline",
    "--format-version",
    "1",
    "--manifest-path",
    MANIFEST,
  ]);
  const crate = Metadata.parse(JSON.parse(text)).packages.find((found) => found.name === CRATE);
  if (crate === undefined) throw new Error(`cargo fetched ${CRATE} but does not list it`);
  return join(dirname(crate.manifest_path), "bitcoin");
}

async function requireRust(): Promise<void> {
  const cargo = await tryRun("cargo", ["--version"]);
  if (cargo?.code === 0) return;
  throw new Error(
    "Bitcoin Core is built from a crate, and there is no cargo on PATH. " +
      "Install Rust 1.85 or newer, or put bitcoind and bitcoin-cli 28 or newer on PATH.",
  );
}
