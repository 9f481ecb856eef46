import { z } from "zod";
import { formatPriceAmount } from "../../domain/price.ts";
import type { Price } from "../../domain/price.ts";

/** The named shapes of the API; each becomes a component of the OpenAPI document. */
export const shapes = z.registry<{ id: string }>();

/** Gives a shape the name and description that it has in the document. */
export function named<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  shapes.add(schema, { id });
  z.globalRegistry.add(schema, { description });
  return schema;
}

export const msatText = named(
  "Msat",
  "Thousandths of a satoshi as canonical decimal text, so that no reader rounds it. At most 2100000000000000000.",
  z.string().regex(/^(?:0|[1-9]\d{0,18})$/, 'must be an amount in msat as decimal text, such as "1500"'),
);

export const price = named(
  "Price",
  'A price as the seller wrote it: decimal text in major units ("12.50" USD, "18200" KRW, "2000" SAT).',
  z.strictObject({ amount: z.string().regex(/^(?:0|[1-9]\d*)(?:\.\d+)?$/), currency: z.string().regex(/^[A-Z]{3}$/) }),
);

export function priceJson(of: Price): z.infer<typeof price> {
  return { amount: formatPriceAmount(of), currency: of.currency };
}

/** A moment, as milliseconds since 1970 UTC: always exact as a JSON number. */
export const unixMs = named("UnixMs", "Milliseconds since 1970-01-01 UTC.", z.int().min(0).max(8_640_000_000_000_000));

/** An id of that kind, such as `ord_01k9…`: 26 symbols of Crockford's base32 after the prefix. */
export function id(prefix: string, description: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `must be an id that begins with ${prefix}_`)
    .describe(description);
}

/** A page of a list, with where the next one begins. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("Goes into `cursor` for the next page; null on the last one."),
  });
}

/** Query of a paged list. Both go to the action as they are, which checks them again. */
export const paging = {
  cursor: z.string().max(100).describe("`nextCursor` of the page before.").optional(),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, "must be a whole number from 1 to 100")
    .describe("How many items at most, 1 to 100; 24 when left out.")
    .optional(),
};

export function limitFrom(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
