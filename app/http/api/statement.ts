import { z } from "zod";
import { formatPriceAmount } from "../../domain/price.ts";
import { worthOfMovement } from "../../payments/statement/movement.ts";
import type { Movement } from "../../payments/statement/movement.ts";
import { id, named, pageOf, unixMs } from "./values.ts";

const signedMsat = named(
  "SignedMsat",
  "Thousandths of a satoshi as decimal text, below zero where money went.",
  z.string().regex(/^(?:0|-?[1-9]\d{0,18})$/),
);

const decimal = z.string().regex(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);

const worth = named(
  "MovementWorth",
  "What a movement was worth, by the price and rate that its order was placed at. Gross and fee are rounded half away from zero; net is their difference.",
  z.strictObject({
    currency: z.string(),
    gross: decimal,
    fee: decimal,
    net: decimal,
    rate: decimal.describe("Of one bitcoin."),
    rateSource: z.string(),
    rateAtMs: unixMs,
  }),
);

export const movement = named(
  "Movement",
  "One line of a statement. `netMsat` is `grossMsat` less `feeMsat`.",
  z.strictObject({
    id: id("jrn", "The journal of the books."),
    atMs: unixMs,
    kind: z.enum(["order", "reversed", "payout", "payout-back", "refund", "refund-back", "mint-fee"]),
    stallId: id("stl", "The stall's id.").nullable(),
    orderId: id("ord", "The order's id.").nullable(),
    outgoingId: id("out", "The payout's or refund's id.").nullable(),
    grossMsat: signedMsat,
    feeMsat: signedMsat.describe("What the hub kept of it; in the hub's own statement what it spent."),
    netMsat: signedMsat,
    balanceMsat: signedMsat.describe("After this movement."),
    worth: worth.nullable().describe("Null for prices in sats and for payouts."),
  }),
);

export const statementPage = named(
  "StatementPage",
  "Some lines of a statement, between the balance before the whole period and the one after it.",
  pageOf(movement).extend({ openingMsat: signedMsat, closingMsat: signedMsat }),
);

export function movementJson(of: Movement): z.infer<typeof movement> {
  return {
    id: of.id,
    atMs: Number(of.atMs),
    kind: of.kind,
    stallId: of.stallId ?? null,
    orderId: of.orderId ?? null,
    outgoingId: of.outgoingId ?? null,
    grossMsat: of.grossMsat.toString(),
    feeMsat: of.feeMsat.toString(),
    netMsat: of.netMsat.toString(),
    balanceMsat: of.balanceMsat.toString(),
    worth: worthJson(of),
  };
}

function worthJson(of: Movement): z.infer<typeof worth> | null {
  if (of.price === undefined) return null;
  const { gross, fee, net } = worthOfMovement(of, of.price);
  const { rate } = of.price;
  const text = (minor: bigint) => signed({ currency: rate.currency, minor });
  return {
    currency: rate.currency,
    gross: text(gross),
    fee: text(fee),
    net: text(net),
    rate: text(rate.minorPerBtc),
    rateSource: rate.source,
    rateAtMs: Number(rate.atMs),
  };
}

function signed({ currency, minor }: { currency: string; minor: bigint }): string {
  return minor < 0n ? `-${formatPriceAmount({ currency, minor: -minor })}` : formatPriceAmount({ currency, minor });
}
