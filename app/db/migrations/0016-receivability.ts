import type { Migration } from "./ddl.ts";

/** Payments by rail, newest first, however many there are. */
export const receivability: Migration = {
  name: "0016-receivability",
  up: () => [`CREATE INDEX payment_rail ON payment (rail, id)`],
};
