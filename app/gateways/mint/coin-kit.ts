import { normalizeMintUrl } from "@cashu/cashu-ts";
import { coinMaker } from "./coin-maker.ts";
import { coinReader } from "./coin-reader.ts";
import type { CoinKit } from "./port.ts";
import { requestText } from "./request-text.ts";
import { tokenText } from "./token-text.ts";

export const coinKit: CoinKit = {
  ...coinMaker,
  ...coinReader,
  ...tokenText,
  sameUrl: normalizeMintUrl,
  request: requestText,
};
