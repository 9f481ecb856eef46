import { recordAct } from "../accounts/record-act.ts";
import type { By } from "../db/append-event.ts";
import { transact } from "../db/transact.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { MintOperator } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { ownMint } from "./mints/own-mint.ts";
import type { OwnMint } from "./mints/own-mint.ts";
import { refreshKeysets } from "./mints/refresh-keysets.ts";

/** What the mint then says for itself is heard afterwards. */
const FAILURES = [NotApplied, OutcomeUnknown, Misconfigured];

/**
 * Has the hub's own mint sign with new keys, once in a while or before old ones end; `from` is what it signs with as
 * far as whoever asks knows, so that a form that is sent twice turns it once. Coins of the old keys stay good, those too
 * that somebody makes who has stolen them; the hub's are moved over by themselves. Whether the mint did it is asked of the mint, not taken from its answer.
 */
export async function turnKeys(
  deps: Ecash & { operator: Pick<MintOperator, "turnKeys"> },
  { from }: { from: string },
  by: By,
): Promise<{ kind: "turned"; keysetId: string } | Refused<"unknown-mint" | "mint-changed" | "keys-not-turned">> {
  const own = await ownMint(deps.db);
  if (own === undefined) return refuse("unknown-mint");
  if (own.keyset.id !== from || (await isTurned(deps, own))) return refuse("mint-changed");
  await transact(deps.db, (tx) =>
    recordAct(tx, deps, by, { type: "mint.keys-turned", stream: "mints", body: { mint: own.url, from } }),
  );
  await ask(deps, own);
  if (!(await isTurned(deps, own))) return refuse("keys-not-turned");
  return { kind: "turned", keysetId: (await ownMint(deps.db))?.keyset.id ?? from };
}

async function ask({ operator }: { operator: Pick<MintOperator, "turnKeys"> }, { keyset }: OwnMint): Promise<void> {
  try {
    await operator.turnKeys({ inputFeePpk: keyset.inputFeePpk });
  } catch (error) {
    if (!FAILURES.some((Failure) => error instanceof Failure)) throw error;
  }
}

/** False also when the mint cannot be asked. */
async function isTurned(deps: Ecash, { url, keyset }: OwnMint): Promise<boolean> {
  try {
    const keysets = await refreshKeysets(deps, deps.mintAt(url));
    return keysets.some(({ id, isActive }) => id === keyset.id && !isActive);
  } catch (error) {
    if (error instanceof NotApplied) return false;
    throw error;
  }
}
