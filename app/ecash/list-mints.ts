import type { Reader } from "../db/database.ts";
import type { MintTable } from "../db/schema.ts";
import { onItsWay } from "./mints/on-its-way.ts";

export type ListedMint = {
  url: string;
  isOwn: boolean;
  state: MintTable["state"];
  /** Why it is quarantined. */
  reason: string;
  paymentCapMsat: bigint;
  capMsat: bigint;
  /** What counts towards its cap now. */
  onItsWayMsat: bigint;
  updatedAtMs: bigint;
};

/** Every mint that is or was on the list: the hub's own first, then as they were added. */
export async function listMints(reader: Reader): Promise<readonly ListedMint[]> {
  const rows = await reader.selectFrom("mint").selectAll().orderBy("kind", "desc").orderBy("created_at_ms").execute();
  const moving = await onItsWay(reader);
  return rows.map((row) => ({
    url: row.url,
    isOwn: row.kind === "own",
    state: row.state,
    reason: row.reason,
    paymentCapMsat: row.payment_cap_msat,
    capMsat: row.cap_msat,
    onItsWayMsat: moving.get(row.url) ?? 0n,
    updatedAtMs: row.updated_at_ms,
  }));
}
