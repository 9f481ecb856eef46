import { z } from "zod";
import { collect } from "./collect.ts";
import type { RateSource } from "./port.ts";
import type { ReadJson } from "./read-json.ts";

/** Status 0000 means success; anything else comes without data. */
const answer = z.object({ status: z.literal("0000"), data: z.object({ closing_price: z.string() }) });

/** Bithumb's last trade in won. */
export function bithumb(read: ReadJson, origin = "https://api.bithumb.com"): RateSource {
  return {
    name: "bithumb",
    async fetchRates(currencies) {
      if (!currencies.includes("KRW")) return new Map();
      const { data } = await read(`${origin}/public/ticker/BTC_KRW`, answer);
      return collect(["KRW"], () => data.closing_price);
    },
  };
}
