import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { NotApplied } from "../domain/outcome.ts";
import { SAT } from "../domain/price.ts";
import type { Currency, Rate } from "../domain/price.ts";
import type { UnixMs } from "../domain/time.ts";
import type { RateSource } from "../gateways/rates/port.ts";
import { agree } from "./agree.ts";
import type { Quote } from "./agree.ts";
import { USABLE_MS } from "./freshness.ts";

export type Observed = {
  rates: readonly Rate[];
  /** Sources that gave no answer this time. */
  silent: readonly string[];
  /** Sources whose quote for a currency was too far from the others'. */
  outliers: readonly { currency: Currency; source: string }[];
  /** Currencies for which too few sources agreed: the last good rate stays until it is too old. */
  undecided: readonly Currency[];
};

/** How many sources must agree; the sandbox asks its one source and passes 1. */
export const ENOUGH_SOURCES = 3;

/**
 * Asks all sources at once and writes down the rate on which enough of them agree, one row per currency.
 * Rows too old to be used are dropped: orders keep the rate they were placed at.
 */
export async function observeRates(
  db: Db,
  sources: readonly RateSource[],
  currencies: readonly Currency[],
  now: UnixMs,
  atLeast: number = ENOUGH_SOURCES,
): Promise<Observed> {
  const wanted = [...new Set(currencies)].filter((currency) => currency !== SAT);
  const answers = await Promise.all(sources.map((source) => ask(source, wanted)));
  const observed = judge(answers, wanted, atLeast, now);
  await transact(db, async (tx) => {
    await tx
      .deleteFrom("rate")
      .where("at_ms", "<", now - USABLE_MS)
      .execute();
    if (observed.rates.length === 0) return;
    await tx
      .insertInto("rate")
      .values(observed.rates.map(row))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return observed;
}

type Answer = { source: string; quotes: ReadonlyMap<Currency, bigint> | undefined };

async function ask(source: RateSource, currencies: readonly Currency[]): Promise<Answer> {
  try {
    return { source: source.name, quotes: await source.fetchRates(currencies) };
  } catch (error) {
    if (error instanceof NotApplied) return { source: source.name, quotes: undefined };
    throw error;
  }
}

function judge(answers: readonly Answer[], currencies: readonly Currency[], atLeast: number, now: UnixMs): Observed {
  const agreements = currencies.map((currency) => ({ currency, agreed: agree(quotesIn(answers, currency), atLeast) }));
  return {
    rates: agreements.flatMap(({ currency, agreed }) =>
      agreed === undefined
        ? []
        : { currency, minorPerBtc: agreed.minorPerBtc, source: sourceText(agreed.sources), atMs: now },
    ),
    silent: answers.filter((answer) => answer.quotes === undefined).map((answer) => answer.source),
    outliers: agreements.flatMap(({ currency, agreed }) =>
      (agreed?.outliers ?? []).map((source) => ({ currency, source })),
    ),
    undecided: agreements.filter(({ agreed }) => agreed === undefined).map(({ currency }) => currency),
  };
}

function quotesIn(answers: readonly Answer[], currency: Currency): Quote[] {
  return answers.flatMap(({ source, quotes }) => {
    const minorPerBtc = quotes?.get(currency);
    return minorPerBtc === undefined ? [] : { source, minorPerBtc };
  });
}

function sourceText(sources: readonly string[]): string {
  return sources.length === 1 ? sources.join() : `median of ${sources.join(", ")}`;
}

/** The instant and the currency name an observation, so two hub processes observing at once write one row. */
function row({ currency, minorPerBtc, source, atMs }: Rate) {
  return { id: `${currency}@${atMs}`, currency, minor_per_btc: minorPerBtc, source, at_ms: atMs };
}
