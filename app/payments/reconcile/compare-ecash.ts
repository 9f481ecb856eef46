import type { Reader, Tx } from "../../db/database.ts";
import { balances } from "../balances.ts";
import type { Looked } from "./difference.ts";

const SUBJECT = "e-cash";

/**
 * What the books say that the hub has in e-cash, and what its coins are worth. A token that was made is neither a coin of
 * the hub's any more nor booked as sent yet, until what it is for goes on.
 */
export async function compareEcash(tx: Tx): Promise<Looked[]> {
  if ((await tx.selectFrom("mint").select("url").limit(1).executeTakeFirst()) === undefined) return [];
  const bookedMsat = (await balances(tx)).get("asset:ecash") ?? 0n;
  const nodeMsat = (await coinsMsat(tx)) + (await leavingMsat(tx));
  if (bookedMsat === nodeMsat) return [{ subject: SUBJECT, differences: [] }];
  const found = { kind: "ecash-differs", subject: SUBJECT, bookedMsat: bookedMsat < 0n ? 0n : bookedMsat } as const;
  return [{ subject: SUBJECT, differences: [{ ...found, nodeMsat }] }];
}

/** Those that the mint says are gone as well: until a person has decided, the books have them. */
async function coinsMsat(reader: Reader): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("coin")
    .where("state", "in", ["held", "claimed"])
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}

/** With what the mint took for making it: what went in, less what came back. */
async function leavingMsat(reader: Reader): Promise<bigint> {
  const made = await reader
    .selectFrom("ecash_op")
    .innerJoin("outgoing", "outgoing.id", "ecash_op.subject")
    .where("ecash_op.purpose", "=", "issue")
    .where("ecash_op.state", "=", "done")
    .where("outgoing.state", "!=", "sent")
    .select(["input_msat", "output_msat", "worth_msat"])
    .execute();
  return made.reduce((sum, op) => sum + op.input_msat - (op.output_msat - op.worth_msat), 0n);
}
