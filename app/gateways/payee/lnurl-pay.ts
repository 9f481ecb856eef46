import { z } from "zod";
import type { Msat } from "../../domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { SafeFetch } from "../web/port.ts";

/** Amounts are msat; some services write whole numbers as decimals, none needs more than 2^53. */
const Offer = z.object({
  tag: z.literal("payRequest"),
  callback: z.url({ protocol: /^https?$/ }),
  minSendable: z.number().int().nonnegative(),
  maxSendable: z.number().int().positive(),
});

const Answer = z.object({ pr: z.string().max(8_000) });
const Complaint = z.object({ status: z.string().regex(/^error$/i) });

/**
 * Asks a service for an invoice (LUD-06): first what it takes, then the invoice itself. Its words are not shown to
 * anybody, and asking twice promises nothing, so every failure of the line means that it may be asked again.
 */
export async function askService(
  fetch: SafeFetch,
  url: URL,
  amountMsat: Msat,
): Promise<string | Refused<"payee-refuses">> {
  const offer = await read(fetch, url, Offer);
  if ("kind" in offer) return offer;
  const amount = Number(amountMsat);
  if (amount < offer.minSendable || amount > offer.maxSendable) return refuse("payee-refuses");
  const callback = new URL(offer.callback);
  callback.searchParams.set("amount", amountMsat.toString());
  const answer = await read(fetch, callback, Answer);
  return "kind" in answer ? answer : answer.pr;
}

async function read<Shape extends z.ZodType>(
  fetch: SafeFetch,
  url: URL,
  shape: Shape,
): Promise<z.infer<Shape> | Refused<"payee-refuses">> {
  const json = await jsonAt(fetch, url);
  if (Complaint.safeParse(json).success) return refuse("payee-refuses");
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new NotApplied("the payee's service gave an answer that is not LNURL-pay");
  return parsed.data;
}

async function jsonAt(fetch: SafeFetch, url: URL): Promise<unknown> {
  try {
    const answer = await fetch(url, { headers: { accept: "application/json" } });
    return await answer.json();
  } catch (error) {
    if (error instanceof OutcomeUnknown || error instanceof SyntaxError)
      throw new NotApplied("the payee's service gave no whole answer", { cause: error });
    throw error;
  }
}
