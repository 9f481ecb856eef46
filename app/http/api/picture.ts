import { z } from "zod";
import type { Picture } from "../../catalog/product.ts";
import { named } from "./values.ts";

export const picture = named(
  "Picture",
  "A picture in several widths, all WebP. The files never change, so they may be kept for ever.",
  z.strictObject({
    alt: z.string(),
    width: z.int().describe("Of the widest file, in pixels."),
    height: z.int(),
    files: z.array(z.strictObject({ width: z.int(), url: z.string().describe("Path on this hub.") })),
  }),
);

export function pictureJson({ id, alt, width, height, widths }: Picture): z.infer<typeof picture> {
  return { alt, width, height, files: widths.map((each) => ({ width: each, url: `/pictures/${id}/${each}` })) };
}
