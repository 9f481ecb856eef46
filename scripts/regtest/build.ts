import { type BitcoindPrograms, ensureBitcoind } from "./daemons/bitcoind.ts";
import { ensureCdkMintd } from "./daemons/cdk-mintd.ts";
import { type LndPrograms, ensureLnd } from "./daemons/lnd.ts";
import { ensureNutshell } from "./daemons/nutshell.ts";

/** Where the four programs are: a path in the cache, or a bare name that PATH resolves. */
export type Daemons = BitcoindPrograms & LndPrograms;

/**
 * Makes sure that Bitcoin Core and LND are there, building what is missing.
 *
 * One after the other: two builds at once only slow each other down.
 */
export async function ensureDaemons(): Promise<Daemons> {
  const lnd = await ensureLnd();
  const bitcoind = await ensureBitcoind();
  return { ...bitcoind, ...lnd };
}

if (import.meta.main) {
  const mints = { python: await ensureNutshell(), cdkMintd: await ensureCdkMintd() };
  const daemons = { ...(await ensureDaemons()), ...mints };
  for (const [name, path] of Object.entries(daemons)) console.log(`${name}: ${path}`);
}
