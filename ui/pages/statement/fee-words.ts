import type { HubFee } from "../../../app/domain/hub-fee.ts";
import { usePage } from "../../page.ts";

/** `2%, at least 10 sat`. */
export function feeWords({ ppm, leastMsat }: HubFee): string {
  const { t, format } = usePage();
  const least = format.sats(leastMsat, { isExact: true });
  // To the last of its decimals, unlike the percentages of charts.
  const percent = `${Number(ppm) / 10_000}`;
  if (ppm === 0n) return leastMsat === 0n ? t("ledger.fee.none") : t("ledger.fee.words.least", { least });
  return leastMsat === 0n ? t("ledger.fee.words.share", { percent }) : t("ledger.fee.words.both", { percent, least });
}
