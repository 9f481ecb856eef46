import type { Reader } from "../../db/database.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Keyset, MintInfo, MintPort } from "../../gateways/mint/port.ts";

/** By their numbers, which NUTs it lacks; none where nothing that speaks as a mint was found. */
export type Unsuited = Refused<"mint-unsuited"> & { lacks: readonly number[] };

/** What exchanging a stranger's coins, and finding out what became of it, takes. */
const NEEDED = [5, 7, 8, 9, 10, 11, 12];
const KEYSETS = 2;

/** Whether a mint can be put on the list; asks it, so never inside a transaction. */
export async function lookAtMint(
  reader: Reader,
  mint: MintPort,
): Promise<"suited" | Unsuited | Refused<"mint-silent" | "mint-known">> {
  const said = await orWhyNot(async () => ({ info: await mint.info(), keysets: await mint.keysets() }));
  if ("kind" in said) return said;
  const lacks = lackedBy(said.info, said.keysets);
  if (lacks.length > 0) return unsuited(lacks);
  return (await isListedElsewhere(reader, mint.url, said.keysets)) ? refuse("mint-known") : "suited";
}

export function unsuited(lacks: readonly number[] = []): Unsuited {
  return { ...refuse("mint-unsuited"), lacks };
}

/** Asks a mint that nobody here answers for: that it says nothing, or nonsense, is to be expected. */
export async function orWhyNot<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer | Unsuited | Refused<"mint-silent">> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return refuse("mint-silent");
    if (error instanceof Misconfigured) return unsuited();
    throw error;
  }
}

/** One that does not pay invoices in sat has no NUT-05 that helps here. */
function lackedBy({ nuts, meltLimit }: MintInfo, keysets: readonly Keyset[]): number[] {
  const lacked = NEEDED.filter((nut) => !nuts.has(nut) || (nut === 5 && meltLimit.isDisabled));
  return keysets.some(({ isActive }) => isActive) ? lacked : [KEYSETS, ...lacked];
}

/** The same mint under another address would be asked to pay itself, and the limits of one address would not count for the other. */
async function isListedElsewhere(reader: Reader, url: string, keysets: readonly Keyset[]): Promise<boolean> {
  const ids = keysets.map(({ id }) => id);
  const other = reader.selectFrom("mint_keyset").select("id").where("id", "in", ids).where("mint_url", "!=", url);
  return (await other.limit(1).executeTakeFirst()) !== undefined;
}
