import { join } from "node:path";
import { buildOnce } from "./cache.ts";
import { arePresent, isFittingLnd } from "./on-path.ts";
import { run, tryRun } from "./run.ts";

const VERSION = "v0.21.2-beta";
const MODULE = "github.com/lightningnetwork/lnd";
const WRAPPER = join(import.meta.dirname, "..", "lnd");

/** The sub-servers the hub calls, and SQL storage; the same set as LND's own releases where they overlap. */
const TAGS =
  "autopilotrpc signrpc walletrpc chainrpc invoicesrpc watchtowerrpc neutrinorpc monitoring peersrpc kvdb_sqlite";

export interface LndPrograms {
  lnd: string;
  lncli: string;
}

/** Finds LND on PATH, or builds it from its Go module, pinned by the hashes in lnd/go.sum. */
export async function ensureLnd(): Promise<LndPrograms> {
  if (await arePresent(["lnd", "lncli"], isFittingLnd)) return { lnd: "lnd", lncli: "lncli" };
  const folder = await buildOnce(`lnd-${VERSION}`, buildLnd);
  return { lnd: join(folder, "lnd"), lncli: join(folder, "lncli") };
}

async function buildLnd(into: string): Promise<void> {
  await requireGo();
  // Without -buildvcs=false, LND would report this project's commit as its own.
  await run(
    "go",
    [
      "build",
      "-mod=readonly",
      "-buildvcs=false",
      "-trimpath",
      "-tags",
      TAGS,
      "-ldflags",
      `-s -w -X ${MODULE}/build.Commit=${VERSION}`,
      "-o",
      `${into}/`,
      `${MODULE}/cmd/lnd`,
      `${MODULE}/cmd/lncli`,
    ],
    { cwd: WRAPPER, env: { CGO_ENABLED: "0" } },
  );
}

async function requireGo(): Promise<void> {
  const go = await tryRun("go", ["version"]);
  if (go?.code === 0) return;
  throw new Error(
    "LND is built from its Go module, and there is no Go toolchain on PATH. " +
      "Install Go 1.25.10 or newer, or put lnd and lncli 0.20 or 0.21 on PATH.",
  );
}
