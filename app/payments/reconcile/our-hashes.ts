import type { Reader } from "../../db/database.ts";
import { firstIdAt } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";

const BATCH = 500;

type Span = { from: UnixMs; until: UnixMs };

/** The hashes of Lightning payments that were booked in between, some at a time; ids sort by time. */
export async function* receivedHashes(reader: Reader, { from, until }: Span): AsyncGenerator<string[]> {
  for (let after = firstIdAt("pay", from); ;) {
    const rows = await reader
      .selectFrom("payment")
      .select(["id", "reference", "rail"])
      .where("id", ">", after)
      .where("id", "<", firstIdAt("pay", until))
      .orderBy("id")
      .limit(BATCH)
      .execute();
    yield rows.filter(({ rail }) => rail === "lightning").map(({ reference }) => reference);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The hashes of what was sent over Lightning in between; an attempt is as old as its last try. */
export async function* sentHashes(reader: Reader, { from, until }: Span): AsyncGenerator<string[]> {
  for (let after = firstIdAt("att", from); ;) {
    const rows = await reader
      .selectFrom("outgoing_attempt")
      .select(["id", "payment_hash"])
      .where("id", ">", after)
      .where("updated_at_ms", "<", until)
      .orderBy("id")
      .limit(BATCH)
      .execute();
    yield rows.map(({ payment_hash }) => payment_hash);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The ids of the transactions that were signed in between. */
export async function* sentTransactions(reader: Reader, { from, until }: Span): AsyncGenerator<string[]> {
  for (let after = firstIdAt("otx", from); ;) {
    const rows = await reader
      .selectFrom("outgoing_transaction")
      .select(["id", "txid"])
      .where("id", ">", after)
      .where("updated_at_ms", "<", until)
      .orderBy("id")
      .limit(BATCH)
      .execute();
    yield rows.map(({ txid }) => txid);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
