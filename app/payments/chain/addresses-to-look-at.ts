import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { ChainOutputTable } from "../../db/schema.ts";
import type { WalletTransaction } from "../../gateways/chain/port.ts";
import type { Found, Look, Sight } from "./sight.ts";

/** Spelled out in the statement, not sent along: only then are the indexes over them known to fit. */
const [SEEN, MINED] = [sql.lit("seen" as const), sql.lit("mined" as const)];

/** What one statement asks about: both engines limit how many values it may name. */
const PAGE = 500;

/**
 * The hub's addresses that something came to, and those where something the hub has seen may be missing now. Addresses
 * that are not the hub's are left out: the wallet may have others.
 */
export async function addressesToLookAt(
  reader: Reader,
  listed: readonly WalletTransaction[],
  look: Look,
): Promise<Sight[]> {
  const found = byAddress(listed);
  const addresses = [...new Set([...found.keys(), ...(await addressesInDoubt(reader, look))])];
  const sights: Sight[] = [];
  for (let from = 0; from < addresses.length; from += PAGE)
    sights.push(...(await page(reader, addresses.slice(from, from + PAGE), found, look)));
  return sights;
}

function byAddress(listed: readonly WalletTransaction[]): ReadonlyMap<string, Found[]> {
  const all = listed.flatMap(({ txid, block, outputs }) =>
    outputs.map(({ vout, address, amountMsat }) => ({ address, txid, vout: BigInt(vout), amountMsat, block })),
  );
  return Map.groupBy(all, ({ address }) => address);
}

async function addressesInDoubt(reader: Reader, { from }: Look): Promise<string[]> {
  const outputs = reader.selectFrom("chain_output").select("address");
  const rows = await outputs
    .where("state", "=", SEEN)
    .unionAll(outputs.where("state", "=", MINED).where("height", ">=", BigInt(from)))
    .execute();
  return rows.map(({ address }) => address);
}

async function page(
  reader: Reader,
  addresses: readonly string[],
  found: ReadonlyMap<string, Found[]>,
  look: Look,
): Promise<Sight[]> {
  const charges = await reader
    .selectFrom("chain_address")
    .innerJoin("charge", "charge.id", "chain_address.charge_id")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("address", "in", addresses)
    .select(["address", "charge.id", "charge.order_id", "charge.amount_msat"])
    .select(["stall.confirmations", "stall.large_msat", "stall.large_confirmations"])
    .execute();
  const rows = Map.groupBy(await rowsOf(reader, addresses), ({ address }) => address);
  return charges.map(({ address, id, order_id, amount_msat, ...stall }) => ({
    address,
    charge: {
      id,
      orderId: order_id,
      amountMsat: amount_msat,
      policy: {
        confirmations: stall.confirmations,
        largeMsat: stall.large_msat,
        largeConfirmations: stall.large_confirmations,
      },
    },
    found: found.get(address) ?? [],
    rows: rows.get(address) ?? [],
    look,
  }));
}

async function rowsOf(reader: Reader, addresses: readonly string[]): Promise<ChainOutputTable[]> {
  return reader.selectFrom("chain_output").selectAll().where("address", "in", addresses).execute();
}
