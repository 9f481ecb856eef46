import { z } from "zod";
import type { Currency } from "../../domain/price.ts";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

/** What to ask for, and under which key the answer comes. */
const pairs = new Map<Currency, { ask: string; key: string }>([
  ["USD", { ask: "XBTUSD", key: "XXBTZUSD" }],
  ["EUR", { ask: "XBTEUR", key: "XXBTZEUR" }],
  ["GBP", { ask: "XBTGBP", key: "XXBTZGBP" }],
  ["JPY", { ask: "XBTJPY", key: "XXBTZJPY" }],
  ["CAD", { ask: "XBTCAD", key: "XXBTZCAD" }],
]);

/** `c` is the last trade: its price, then its volume. */
const answer = z.object({
  error: z.array(z.string()).length(0),
  result: z.record(z.string(), z.object({ c: z.array(z.string()).min(1) })),
});

/** Kraken's last trades. One unknown pair spoils its whole answer, so only known ones are asked for. */
export function kraken(read: ReadJson, origin = "https://api.kraken.com"): RateSource {
  return {
    name: "kraken",
    async fetchRates(currencies) {
      const wanted = currencies.flatMap((currency) => pairs.get(currency)?.ask ?? []);
      if (wanted.length === 0) return new Map();
      const { result } = await read(`${origin}/0/public/Ticker?pair=${wanted.join(",")}`, answer);
      return collect(currencies, (currency) => result[pairs.get(currency)?.key ?? ""]?.c[0]);
    },
  };
}
