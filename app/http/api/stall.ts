import { z } from "zod";
import type { Stall } from "../../catalog/product.ts";
import { picture, pictureJson } from "./picture.ts";
import { id, named, pageOf, unixMs } from "./values.ts";

export const stall = named(
  "Stall",
  "A seller's shop front.",
  z.strictObject({
    id: id("stl", "The stall's id."),
    slug: z.string().describe("Its part of its address: the stall's page is /stalls/{slug}."),
    title: z.string(),
    text: z.string().describe("Markdown."),
    contact: z
      .string()
      .describe("How buyers reach the seller: an e-mail address, a link or words; empty when none was given."),
    sign: picture.nullable(),
    products: z.int().describe("How many products it lists."),
    createdAtMs: unixMs,
  }),
);

export const stallPage = named("StallPage", "Open stalls in the order they were opened.", pageOf(stall));

export function stallJson(of: Stall): z.infer<typeof stall> {
  return {
    id: of.id,
    slug: of.slug,
    title: of.title,
    text: of.text,
    contact: of.contact,
    sign: of.sign === undefined ? null : pictureJson(of.sign),
    products: of.listedProducts,
    createdAtMs: Number(of.createdAtMs),
  };
}
