import { z } from "zod";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

const answer = z.array(z.object({ market: z.string(), trade_price: z.string() }));

/** Upbit's last trade in won. */
export function upbit(read: ReadJson, origin = "https://api.upbit.com"): RateSource {
  return {
    name: "upbit",
    async fetchRates(currencies) {
      if (!currencies.includes("KRW")) return new Map();
      const trades = await read(`${origin}/v1/ticker?markets=KRW-BTC`, answer);
      return collect(["KRW"], () => trades.find(({ market }) => market === "KRW-BTC")?.trade_price);
    },
  };
}
