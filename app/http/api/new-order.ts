import { z } from "zod";
import { block, line as text } from "../../catalog/text-rules.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { MAX_LINES, MAX_NOTE_LENGTH, MAX_QUANTITY } from "../../orders/limits.ts";
import { id, named } from "./values.ts";

const quantity = z
  .union([z.int().min(1).max(Number(MAX_QUANTITY)), z.string().regex(/^(?:[1-9]\d{0,3}|10000)$/)], {
    error: "must be a whole number from 1 to 10000",
  })
  .describe("1 to 10000, as a number or decimal text.")
  .transform((value) => BigInt(value));

const line = named(
  "NewOrderLine",
  "What to order. `variantId` may be left out when the product comes in one variant only.",
  z.strictObject({
    productId: id("prd", "A product of the stall."),
    variantId: id("var", "One of the product's variants.").optional(),
    quantity,
  }),
);

const delivery = named(
  "NewDelivery",
  "Where physical goods go. Kept apart from the order, so that it can be erased.",
  z.strictObject({ name: text(1, 200), address: block(1_000).min(1), contact: text(0, 200).default("") }),
);

export const newOrder = named(
  "NewOrder",
  "An order for one stall.",
  z.strictObject({
    stallId: id("stl", "The stall to buy from."),
    lines: z.array(line).min(1).max(MAX_LINES),
    note: block(MAX_NOTE_LENGTH).default("").describe("For the seller."),
    delivery: delivery.optional(),
  }),
);

export type NewOrder = z.output<typeof newOrder>;

/** The same for requests that ask for the same, however they are written: spaces, order of members, 2 or "2". */
export function fingerprintOf({ stallId, lines, note, delivery: to }: NewOrder): string {
  const canonicalLines = lines.map(({ productId, variantId, quantity: count }) => ({
    productId,
    variantId: variantId ?? null,
    quantity: count.toString(),
  }));
  return sha256Hex(canonicalJson({ stallId, lines: canonicalLines, note, delivery: to ?? null }));
}
