import { appendEvent } from "../../app/db/append-event.ts";
import { transact } from "../../app/db/transact.ts";
import { eventOf } from "./order-row.ts";
import { openAt } from "./same-database.ts";

const [address = "", stream = "", name = "", count = "0"] = process.argv.slice(2);
const db = await openAt(address);
const writes = Array.from({ length: Number(count) }, (_, index) =>
  transact(db, (tx) => appendEvent(tx, eventOf(stream, `evt_${stream}_${name}_${index}`))),
);
await Promise.all(writes);
await db.destroy();
