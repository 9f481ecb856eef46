import type { Ecash } from "./ecash.ts";
import { onlyIfSilent } from "./mints/only-if-silent.ts";
import { refreshKeysets } from "./mints/refresh-keysets.ts";

/** Looks at the keysets of every mint whose e-cash is taken; one that does not answer keeps those that are known. */
export async function refreshMints(deps: Ecash): Promise<void> {
  const mints = await deps.db.selectFrom("mint").select("url").where("state", "=", "on").execute();
  for (const { url } of mints) await refreshKeysets(deps, deps.mintAt(url)).catch(onlyIfSilent);
}
