import { Misconfigured } from "../domain/outcome.ts";
import type { Ecash } from "./ecash.ts";
import { onlyIfSilent } from "./mints/only-if-silent.ts";
import { refreshKeysets } from "./mints/refresh-keysets.ts";

/** Looks at the keysets of every mint whose e-cash is taken; one that does not answer keeps those that are known. */
export async function refreshMints(deps: Ecash): Promise<void> {
  const others = deps.db.selectFrom("mint").select("url").where("kind", "=", "foreign").where("state", "=", "on");
  // What a stranger's server answers is no reason to look at no other.
  for (const { url } of await others.execute()) await refreshKeysets(deps, deps.mintAt(url)).catch(onlyIfStrange);
  await refreshOwnMint(deps);
}

/** The same of the hub's own mint alone, so that no other keeps the hub from opening. */
export async function refreshOwnMint(deps: Ecash): Promise<void> {
  const own = deps.db.selectFrom("mint").select("url").where("kind", "=", "own").where("state", "=", "on");
  for (const { url } of await own.execute()) await refreshKeysets(deps, deps.mintAt(url)).catch(onlyIfSilent);
}

function onlyIfStrange(error: unknown): void {
  if (!(error instanceof Misconfigured)) onlyIfSilent(error);
}
