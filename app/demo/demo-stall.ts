import type { ProductInput } from "../catalog/product-input.ts";
import type { StallInput } from "../catalog/stall-input.ts";

/** One of the drawings in `ui/demo`, and what it shows in words. */
export type DemoPicture = { file: string; alt: string };

export type DemoProduct = ProductInput & { picture: DemoPicture };

/** A stall of the first look; products in the order in which they should catch the eye. */
export type DemoStall = { stall: StallInput; sign: DemoPicture; products: readonly DemoProduct[] };
