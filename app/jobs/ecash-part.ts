import { freeOverLightning } from "../ecash/free-over-lightning.ts";
import { tokenMaker } from "../ecash/make-token.ts";
import type { Working } from "./working.ts";

/** How money leaves as e-cash, and what is kept back for whoever has some. */
export function ecashPartOf({
  ecash,
  mintOperator: books,
  db,
  records,
}: Pick<Working, "ecash" | "mintOperator" | "db" | "records">) {
  if (ecash === undefined) return {};
  const freeMsat = books && freeOverLightning({ db, books, records });
  return { makeToken: tokenMaker(ecash), freeMsat };
}
