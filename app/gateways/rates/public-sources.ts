import { bithumb } from "./bithumb.ts";
import { bitstamp } from "./bitstamp.ts";
import { coinbase } from "./coinbase.ts";
import { coingecko } from "./coingecko.ts";
import { kraken } from "./kraken.ts";
import type { RateSource } from "./port.ts";
import { jsonReader } from "./read-json.ts";
import type { SafeFetch } from "../web/port.ts";
import { upbit } from "./upbit.ts";

/** Every source a real hub asks: at least four each for won, dollar and euro, so that one may be down or wrong. */
export function publicSources(fetch: SafeFetch): RateSource[] {
  const read = jsonReader(fetch);
  return [coinbase(read), coingecko(read), kraken(read), bitstamp(read), upbit(read), bithumb(read)];
}
