import type { Db } from "../../../app/db/database.ts";
import type { PostingAccount } from "../../../app/db/schema.ts";
import { balances } from "../../../app/payments/balances.ts";
import { bad, fine } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Adds up every posting anew: they must sum to zero, and to the balances that the hub shows. */
export async function checkBooks(db: Db): Promise<Finding> {
  const [posted, shown] = [await postedSums(db), await balances(db)];
  const sum = [...posted.values()].reduce((total, msat) => total + msat, 0n);
  if (sum !== 0n) return bad("books", `they are out of balance by ${sum} msat: ${STOP}`);
  const accounts = new Set([...posted.keys(), ...shown.keys()]);
  const wrong = [...accounts].find((account) => (posted.get(account) ?? 0n) !== (shown.get(account) ?? 0n));
  if (wrong !== undefined) return bad("books", `the balance of ${wrong} is not the sum of its postings: ${STOP}`);
  const received = `${posted.get("asset:lightning") ?? 0n} msat`;
  return { ...fine("books", `they add up to zero, with ${received} received over Lightning`), own: [received] };
}

const STOP = "stop selling and keep a copy of the database";

async function postedSums(db: Db): Promise<ReadonlyMap<PostingAccount, bigint>> {
  const query = db
    .selectFrom("posting")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .groupBy("account");
  return new Map((await query.execute()).map(({ account, msat }) => [account, msat]));
}
