import type { Price } from "../../app/domain/price.ts";
import type { Fiat } from "../i18n/format.ts";

/** What is shown beside an amount in sat; undefined while no rate is known. */
export type Compare = (amountMsat: bigint, price: Price) => Fiat | undefined;
