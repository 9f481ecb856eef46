import { z } from "zod";
import type { EcashTokenTable } from "../db/schema.ts";
import type { Ecash } from "./ecash.ts";

const Points = z.array(z.string());
const AT_ONCE = 50;

/** Looks whether tokens that were given out have been spent; a text that is worth nothing any more is not kept. */
export async function noteClaimed(deps: Ecash): Promise<void> {
  const ready = await deps.db
    .selectFrom("ecash_token")
    .selectAll()
    .where("state", "=", "ready")
    .orderBy("looked_at_ms")
    .limit(AT_ONCE)
    .execute();
  for (const token of ready) await lookAt(deps, token);
}

async function lookAt({ db, clock, mintAt }: Ecash, { id, mint_url, points }: EcashTokenTable): Promise<void> {
  const asked = Points.parse(JSON.parse(points));
  const states = await mintAt(mint_url).states(asked);
  const isClaimed = asked.every((point) => states.get(point)?.state === "spent");
  const now = clock();
  const change = isClaimed ? { state: "claimed" as const, sealed: null, updated_at_ms: now } : {};
  await db
    .updateTable("ecash_token")
    .set({ looked_at_ms: now, ...change })
    .where("id", "=", id)
    .where("state", "=", "ready")
    .execute();
}
