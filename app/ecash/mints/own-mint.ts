import type { Reader } from "../../db/database.ts";
import type { KeysetKeys } from "../../gateways/mint/port.ts";
import { keysetsOf, signingKeyset } from "./keysets.ts";

export type OwnMint = { url: string; keyset: KeysetKeys };

/** The hub's own mint and what it signs with; undefined while it is off, or has never answered. */
export async function ownMint(reader: Reader): Promise<OwnMint | undefined> {
  const row = await reader
    .selectFrom("mint")
    .select("url")
    .where("kind", "=", "own")
    .where("state", "=", "on")
    .executeTakeFirst();
  const keyset = row && signingKeyset(await keysetsOf(reader, row.url));
  return row && keyset && { url: row.url, keyset };
}
