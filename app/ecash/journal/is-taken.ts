import type { Reader } from "../../db/database.ts";

/**
 * Whether any of these coins was brought before: by an operation, or held for a charge, other than the one that they are
 * brought for now, until its mint can be asked.
 */
export async function isTaken(reader: Reader, points: readonly string[], heldFor = ""): Promise<boolean> {
  if (new Set(points).size < points.length) return true;
  if (points.length === 0) return false;
  const brought = reader.selectFrom("ecash_input").select("point").where("point", "in", points).limit(1);
  if ((await brought.executeTakeFirst()) !== undefined) return true;
  const held = reader
    .selectFrom("offline_coin")
    .innerJoin("offline_token", "offline_token.id", "offline_coin.offline_id")
    .where("point", "in", points)
    .where("charge_id", "!=", heldFor)
    .select("point")
    .limit(1);
  return (await held.executeTakeFirst()) !== undefined;
}
