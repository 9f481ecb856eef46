import type { Random } from "../../domain/ids.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import type { Clock } from "../../domain/time.ts";
import { endpointOf } from "./sandbox-mint-endpoints.ts";
import { MintError } from "./sandbox-mint-error.ts";
import { openMintKeys } from "./sandbox-mint-keys.ts";
import type { MintKeys } from "./sandbox-mint-keys.ts";
import type { MeltNode } from "./sandbox-mint-melt.ts";
import type { MintNode } from "./sandbox-mint-quotes.ts";
import { openMintStore } from "./sandbox-mint-store.ts";

/** A mint without value: real blind signatures over coins that nobody redeems for bitcoin. */
export type SandboxMint = {
  /** Answers as over HTTP: a status and a body, `code` and `detail` in it when something is refused. */
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** In sat, of all time, by the mint's own books. */
  sums(): { issued: bigint; redeemed: bigint };
  rotate: MintKeys["rotate"];
  close(): void;
};

export type MintSettings = {
  /** Where the mint keeps its file; one started again on it knows its coins. */
  folder: string;
  clock: Clock;
  random: Random;
  node: MintNode & MeltNode;
  /** The hub's mode, to be refused when real money is expected. */
  mode?: string;
};

/** Opens the sandbox mint, creating it on first use; refuses every mode in which money is real. */
export function openSandboxMint({ folder, clock, random, node, mode = "sandbox" }: MintSettings): SandboxMint {
  if (mode === "mainnet") throw new Misconfigured("the sandbox mint has no value and must not run in mainnet mode");
  const store = openMintStore(folder, () => random(32));
  const keys = openMintKeys(store);
  return {
    request: async (method, path, body) => {
      const endpoint = endpointOf(method, path);
      if (endpoint === undefined) return { status: 404, body: { detail: "there is no such address" } };
      const working = { store, keys, node, random, nowS: clock() / 1_000n };
      return answered(() => endpoint.act(working, { id: endpoint.id, body }));
    },
    sums: () => store.sums(),
    rotate: (options) => keys.rotate(options),
    close: () => store.close(),
  };
}

async function answered(act: () => unknown): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await act() };
  } catch (error) {
    if (error instanceof MintError) return { status: 400, body: { code: error.code, detail: error.message } };
    if (error instanceof Error && error.name === "ZodError") return { status: 422, body: { detail: "malformed" } };
    throw error;
  }
}
