import type { StateProps } from "../../components/state.ts";
import { usePage } from "../../page.ts";

/** From here down the number itself is worth saying. */
const FEW = 5n;

/** Stock as words a buyer can use: enough, few, none. */
export function stockState(stock: bigint | null): StateProps {
  const label = stockText(stock);
  if (stock === null || stock > FEW) return { label, tone: "good" };
  return stock <= 0n ? { label, tone: "bad", icon: "ban" } : { label, tone: "warn", icon: "hourglass" };
}

export function stockText(stock: bigint | null): string {
  const { t } = usePage();
  if (stock === null) return t("market.stock.unlimited");
  if (stock <= 0n) return t("market.stock.none");
  return stock <= FEW ? t("market.stock.few", { count: Number(stock) }) : t("market.stock.many");
}

/** On a card only what could change somebody's mind. */
export function isWorthSaying(stock: bigint | null): boolean {
  return stock !== null && stock <= FEW;
}
