import { z } from "zod";
import { MAX_PICTURES } from "./product-input.ts";
import { line } from "./text-rules.ts";

/** What the picture shows, for those who do not see it. */
export const alt = line(1, 200);

/** The product's pictures as they shall be from now on, in this order; those left out are removed. */
export const pictureOrder = z
  .array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), alt }))
  .max(MAX_PICTURES)
  .refine(
    (pictures) => new Set(pictures.map(({ id }) => id)).size === pictures.length,
    "must not name a picture twice",
  );
