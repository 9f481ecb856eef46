import type { Reader } from "../../db/database.ts";
import { firstIdAt } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { LightningReceiver } from "../../gateways/lightning/port.ts";
import type { Looked } from "./difference.ts";

/**
 * E-cash that the hub's own mint issued for an invoice: the mint runs on the hub's node, so the node says by itself
 * whether that invoice was paid. One that was not is e-cash with nothing behind it, whatever the mint says. Other
 * invoices and payments of the mint on this node are strangers' business, and none of the books'.
 */
export async function compareMintPayments(
  reader: Reader,
  node: LightningReceiver,
  hashes: readonly string[],
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const { payment_hash, worth_msat: bookedMsat } of await issuedFor(reader, hashes)) {
    const subject = payment_hash ?? "";
    const invoice = await node.findInvoice(subject);
    const nodeMsat = invoice?.state === "settled" ? invoice.receivedMsat : 0n;
    const found = { kind: "mint-unpaid", subject, bookedMsat, nodeMsat } as const;
    looked.push({ subject, differences: nodeMsat < bookedMsat ? [found] : [] });
  }
  return looked;
}

async function issuedFor(reader: Reader, hashes: readonly string[]) {
  if (hashes.length === 0) return [];
  return reader
    .selectFrom("ecash_op")
    .where("payment_hash", "in", hashes)
    .where("state", "=", "done")
    .select(["payment_hash", "worth_msat"])
    .execute();
}

const BATCH = 500;

/** The hashes of the invoices that the mint has issued e-cash for in between; an exchange is as old as its beginning. */
export async function* issuedHashes(
  reader: Reader,
  { from, until }: { from: UnixMs; until: UnixMs },
): AsyncGenerator<string[]> {
  for (let after = firstIdAt("eop", from); ;) {
    const rows = await reader
      .selectFrom("ecash_op")
      .innerJoin("mint", "mint.url", "ecash_op.mint_url")
      .select(["ecash_op.id", "payment_hash"])
      .where("ecash_op.id", ">", after)
      .where("ecash_op.kind", "=", "mint")
      .where("ecash_op.state", "=", "done")
      .where("ecash_op.updated_at_ms", "<", until)
      .where("mint.kind", "=", "own")
      .orderBy("ecash_op.id")
      .limit(BATCH)
      .execute();
    yield rows.flatMap(({ payment_hash }) => payment_hash ?? []);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
