import { sql } from "kysely";
import * as assert from "uvu/assert";
import { post } from "../../app/db/post.ts";
import type { PostingLine } from "../../app/db/post.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { writeOrder } from "./order-row.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/post");
const db = await openTestDatabase();
await writeOrder(db);
test.after(() => db.destroy());

test("a balanced movement is written line by line", async () => {
  await write("balanced", [
    { id: "pst_1", account: "asset:lightning", amountMsat: 5_000n },
    { id: "pst_2", account: "liability:seller", amountMsat: -4_000n },
    { id: "pst_3", account: "liability:refundable", amountMsat: -1_000n },
  ]);
  const rows = await db
    .selectFrom("posting")
    .select(["id", "amount_msat"])
    .where("journal", "=", "balanced")
    .orderBy("id")
    .execute();
  assert.equal(rows, [
    { id: "pst_1", amount_msat: 5_000n },
    { id: "pst_2", amount_msat: -4_000n },
    { id: "pst_3", amount_msat: -1_000n },
  ]);
});

test("a movement that does not balance is refused, even by one msat beyond 2^53", async () => {
  const amountMsat = 2n ** 53n;
  const lines: PostingLine[] = [
    { id: "pst_4", account: "asset:lightning", amountMsat: amountMsat + 1n },
    { id: "pst_5", account: "liability:seller", amountMsat: -amountMsat },
  ];
  await rejects(write("unbalanced", lines), /out of balance by 1 msat/);
  assert.is(await countOf("unbalanced"), 0n);
});

test("a movement of nothing is refused", async () => {
  await rejects(write("empty", []), /moves nothing/);
});

test("a line of zero is refused and takes its journal with it", async () => {
  const lines: PostingLine[] = [
    { id: "pst_6", account: "asset:lightning", amountMsat: 7n },
    { id: "pst_7", account: "liability:seller", amountMsat: -7n },
    { id: "pst_8", account: "liability:refundable", amountMsat: 0n },
  ];
  await rejects(write("zero", lines), /check/i);
  assert.is(await countOf("zero"), 0n);
});

test("an account that the books do not know is refused", async () => {
  const unknown = sql`INSERT INTO posting VALUES ('pst_9', 'j', 'asset:gold', 'stl_1', 'ord_1', NULL, 1, 1, NULL)`;
  await rejects(unknown.execute(db), /foreign key/i);
});

test("the running balance of each account is the sum of its postings, also when many post at once", async () => {
  const pair = (index: number): PostingLine[] => [
    { id: `pst_many_${index}_a`, account: "asset:lightning", amountMsat: BigInt(index + 1) },
    { id: `pst_many_${index}_b`, account: "liability:seller", amountMsat: -BigInt(index + 1) },
  ];
  await Promise.all(Array.from({ length: 50 }, (_, index) => write(`many_${index}`, pair(index))));
  const summed = await db
    .selectFrom("posting")
    .select((eb) => ["account", "stall_id", eb.fn.sum<bigint>("amount_msat").as("amount_msat")])
    .groupBy(["account", "stall_id"])
    .orderBy("account")
    .execute();
  assert.equal(await db.selectFrom("balance").selectAll().orderBy("account").execute(), summed);
});

test("the sum of all postings is zero", async () => {
  const row = await db
    .selectFrom("posting")
    .select((eb) => eb.fn.sum<bigint>("amount_msat").as("sum"))
    .executeTakeFirst();
  assert.is(row?.sum, 0n);
});

function write(journal: string, lines: readonly PostingLine[]): Promise<void> {
  return transact(db, (tx) => post(tx, { id: journal, stallId: "stl_1", orderId: "ord_1", atMs: 1n, lines }));
}

async function countOf(journal: string): Promise<bigint> {
  const row = await db
    .selectFrom("posting")
    .select((eb) => eb.fn.countAll<bigint>().as("rows"))
    .where("journal", "=", journal)
    .executeTakeFirstOrThrow();
  return row.rows;
}
