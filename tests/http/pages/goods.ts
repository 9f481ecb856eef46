import { addProduct } from "../../../app/catalog/add-product.ts";
import type { ProductInput } from "../../../app/catalog/product-input.ts";
import { openStall } from "../../../app/catalog/open-stall.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { fixRate } from "../../../app/rates/fix-rate.ts";
import type { TestHub } from "../hub.ts";

export type SeededStall = { stallId: string; slug: string };

/** A stall as its owner would open it. */
export async function seedStall({ hub }: TestHub, slug: string, title = slug, text = ""): Promise<SeededStall> {
  const opened = await openStall(hub.db, { slug, title, text }, hub.clock(), hub.random);
  if (isRefused(opened)) throw new Error(`refused: ${opened.reason}`);
  return opened;
}

/** A product as its seller would add it: "Honey" at 2,000 sat unless something else is said. */
export async function seedProduct(
  { hub }: TestHub,
  stallId: string,
  input: Partial<ProductInput> = {},
): Promise<{ productId: string; variantIds: readonly string[] }> {
  const product = { title: "Honey", kind: "digital", price: { amount: "2000", currency: "SAT" }, ...input };
  const added = await addProduct(hub.db, stallId, product, hub.clock(), hub.random);
  if (isRefused(added)) throw new Error(`refused: ${added.reason}`);
  return added;
}

/** Rates for both languages' own currencies, so that every price is shown in two units. */
export async function seedRates({ hub }: TestHub): Promise<void> {
  await fixRate(hub.db, "KRW", "150000000", hub.clock(), hub.random);
  await fixRate(hub.db, "USD", "110000", hub.clock(), hub.random);
}
