import { z } from "zod";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

const markets = new Set(["USD", "EUR", "GBP"]);
const answer = z.object({ last: z.string() });

/** Bitstamp's last trades, one request for each market. */
export function bitstamp(read: ReadJson, origin = "https://www.bitstamp.net"): RateSource {
  return {
    name: "bitstamp",
    async fetchRates(currencies) {
      const wanted = currencies.filter((currency) => markets.has(currency));
      const trades = await Promise.all(
        wanted.map(async (currency) => {
          const { last } = await read(`${origin}/api/v2/ticker/btc${currency.toLowerCase()}/`, answer);
          return [currency, last] as const;
        }),
      );
      const lastBy = new Map(trades);
      return collect(wanted, (currency) => lastBy.get(currency));
    },
  };
}
