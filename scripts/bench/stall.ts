import { randomBytes } from "node:crypto";
import { addProduct } from "../../app/catalog/add-product.ts";
import type { ProductInput } from "../../app/catalog/product-input.ts";
import { openStall } from "../../app/catalog/open-stall.ts";
import type { StallInput } from "../../app/catalog/stall-input.ts";
import type { Db } from "../../app/db/database.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openDatabase } from "../../app/db/open.ts";
import { unixMs } from "../../app/domain/time.ts";

/** What the measurements buy: one product of which there is always more. */
export interface Goods {
  stallId: string;
  productId: string;
}

const text = `Honey from **eleven hives** between the orchard and the river.

- spun cold, never heated
- the jar comes back to us, and the next one costs less

Write a note with your order if it is a present.`;

const stall: StallInput = { slug: "hives", title: "Eleven hives", text };

/** Digital, so that an order needs no address; in sats, so that it needs no rate. */
const product: ProductInput = {
  title: "Linden honey",
  text,
  kind: "digital",
  category: "pantry",
  price: { amount: "1000", currency: "SAT" },
};

/** Makes a hub's database with one stall and one product, before the hub is started on it. */
export async function stockHub(dataDir: string): Promise<Goods> {
  const db = await openDatabase(dataDir, undefined);
  try {
    await migrate(db, now(), undefined);
    return await fill(db);
  } finally {
    await db.destroy();
  }
}

async function fill(db: Db): Promise<Goods> {
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const opened = await openStall(db, stall, now(), random);
  if (!("stallId" in opened)) throw new Error("the stall was refused");
  const added = await addProduct(db, opened.stallId, product, now(), random);
  if (!("productId" in added)) throw new Error("the product was refused");
  return { stallId: opened.stallId, productId: added.productId };
}

function now() {
  return unixMs(BigInt(Date.now()));
}
