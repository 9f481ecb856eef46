import type { Db } from "../../app/db/database.ts";

export const STALL = "stl_1";

/** Writes a stall and an open order with one open charge, without going through the shop. */
export async function writeOrder(db: Db, id = "ord_1"): Promise<string> {
  const times = { created_at_ms: 1n, updated_at_ms: 1n };
  await db
    .insertInto("stall")
    .values({
      id: STALL,
      slug: "stall",
      title: "Stall",
      text: "",
      state: "open",
      sign_picture_id: null,
      late_tolerance_ppm: 0n,
      created_at_ms: 1n,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  await db
    .insertInto("orders")
    .values({
      id,
      stall_id: STALL,
      state: "open",
      key_hash: "0".repeat(64),
      total_msat: 5_000n,
      currency: "SAT",
      total_minor: 5n,
      rate_minor_per_btc: null,
      rate_source: null,
      rate_at_ms: null,
      note: "",
      locale: "en",
      ...times,
    })
    .execute();
  await db
    .insertInto("charge")
    .values({ id: `chg_${id}`, order_id: id, state: "open", amount_msat: 5_000n, expires_at_ms: 9n, ...times })
    .execute();
  return id;
}

export function eventOf(stream: string, id: string) {
  return { id, stream, type: "test.happened", atMs: 1n, body: { said: id } };
}
