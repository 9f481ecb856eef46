import { z } from "zod";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

const answer = z.object({ bitcoin: z.record(z.string(), z.string()) });

/** CoinGecko's average over exchanges; currencies are named in lower case there. */
export function coingecko(read: ReadJson, origin = "https://api.coingecko.com"): RateSource {
  return {
    name: "coingecko",
    async fetchRates(currencies) {
      const wanted = currencies.join(",").toLowerCase();
      const { bitcoin } = await read(`${origin}/api/v3/simple/price?ids=bitcoin&vs_currencies=${wanted}`, answer);
      return collect(currencies, (currency) => bitcoin[currency.toLowerCase()]);
    },
  };
}
