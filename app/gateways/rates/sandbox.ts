import type { Currency } from "../../domain/price.ts";
import type { RateSource } from "./port.ts";

/** Plausible, and always the same, so that a demo shows the same prices today and tomorrow. */
const minorPerBtc = new Map<Currency, bigint>([
  ["KRW", 150_000_000n],
  ["USD", 11_000_000n],
  ["EUR", 9_500_000n],
  ["JPY", 16_500_000n],
  ["GBP", 8_200_000n],
]);

/** The rates of the sandbox, made up inside the process. */
export function sandboxRates(): RateSource {
  return {
    name: "sandbox",
    async fetchRates(currencies) {
      return new Map(currencies.flatMap((currency) => pair(currency, minorPerBtc.get(currency))));
    },
  };
}

function pair(currency: Currency, minor: bigint | undefined): [Currency, bigint][] {
  return minor === undefined ? [] : [[currency, minor]];
}
