import { z } from "zod";
import { block, line } from "./text-rules.ts";

const title = line(1, 80);
const text = block(2_000);
const contact = line(0, 200);
/** How far the rate may move against the seller before a late payment no longer pays the order; 20000 is 2 %. */
const lateTolerancePpm = z.int().min(0).max(1_000_000);

/** How much of an order's amount may be missing without it counting as unpaid. */
const underTolerancePpm = z.int().min(0).max(100_000);
const confirmations = z.int().min(1).max(12);
/** Whole sats, up to all there will ever be. */
const largeSat = z.int().min(1).max(2_100_000_000_000_000);

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

export const stallInput = z.strictObject({
  /** The stall's part of its address; never changed afterwards, so that links stay good. */
  slug: z.string().regex(SLUG, "must be 1 to 40 of a-z, 0-9 and hyphens"),
  title,
  text: text.default(""),
  /** How buyers reach the seller: an e-mail address, a link or words. */
  contact: contact.default(""),
  lateTolerancePpm: lateTolerancePpm.default(20_000),
});

/** What is left out stays as it is. */
export const stallChanges = z.strictObject({
  title: title.optional(),
  text: text.optional(),
  contact: contact.optional(),
  state: z.enum(["open", "closed"]).optional(),
  lateTolerancePpm: lateTolerancePpm.optional(),
  latePolicy: z.enum(["settle", "rate", "refund"]).optional(),
  underTolerancePpm: underTolerancePpm.optional(),
  confirmations: confirmations.optional(),
  /** From this size on a payment needs `largeConfirmations`. */
  largeSat: largeSat.optional(),
  largeConfirmations: confirmations.optional(),
});

export type StallChanges = z.output<typeof stallChanges>;
export type StallInput = z.input<typeof stallInput>;
