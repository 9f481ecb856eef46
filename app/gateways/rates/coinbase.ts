import { z } from "zod";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

const answer = z.object({ data: z.object({ rates: z.record(z.string(), z.string()) }) });

/** Coinbase's exchange rates: one answer with every currency, those without a market of their own converted. */
export function coinbase(read: ReadJson, origin = "https://api.coinbase.com"): RateSource {
  return {
    name: "coinbase",
    async fetchRates(currencies) {
      const { data } = await read(`${origin}/v2/exchange-rates?currency=BTC`, answer);
      return collect(currencies, (currency) => data.rates[currency]);
    },
  };
}
