import { newSecret } from "../../domain/ids.ts";
import { refusals } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { quantityField } from "../../../ui/pages/basket/view.ts";
import type { OrderForm, StallBasket } from "../../../ui/pages/basket/view.ts";
import type { Translate } from "../../../ui/i18n/translate.ts";
import type { Hub } from "../context.ts";
import type { FormError } from "./field-errors.ts";
import type { SentOrder } from "./order-form.ts";

type NotPlaced = { sent: SentOrder; basket: StallBasket; refused: Refused };

/** The form again, with why the order was not placed beside the field that it is about. */
export function refusedOrder(
  hub: Pick<Hub, "random">,
  t: Translate,
  { sent, basket, refused }: NotPlaced,
): { form: OrderForm; status: 409 | 422 | 503 } {
  const [status] = refusals[refused.reason];
  const isReused = refused.reason === "idempotency-key-reused";
  const key = isReused ? newSecret(hub.random) : sent.form.key;
  const errors =
    refused.reason === "delivery-required" ? missingAddress(t, sent.form) : [errorOf(t, { sent, basket, refused })];
  return { form: { ...sent.form, key, errors }, status: status === 409 || status === 503 ? status : 422 };
}

function missingAddress(t: Translate, form: OrderForm): FormError[] {
  const missing = (["name", "address"] as const).filter((name) => form[name] === "");
  return missing.map((name) => ({ name, message: t("errors.field.required") }));
}

function errorOf(t: Translate, { sent, basket, refused }: NotPlaced): FormError {
  const index = Number(/^\/lines\/(\d+)/.exec(refused.pointer ?? "")?.[1] ?? "0");
  const line = sent.lines[index] ?? sent.lines[0];
  const name = line === undefined ? "note" : quantityField(line);
  if (refused.reason === "idempotency-key-reused") return { name, message: t("checkout.form.reused") };
  const there = basket.lines.find(({ variant }) => variant.id === line?.variantId);
  if (refused.reason !== "sold-out" || there === undefined)
    return { name, message: t(`errors.reason.${refused.reason}`) };
  return { name, message: shortage(t, there.product.title, there.variant.stock ?? 0n) };
}

/** Says what is left, so that the buyer knows what to change. */
function shortage(t: Translate, product: string, left: bigint): string {
  if (left <= 0n) return t("checkout.basket.sold-out", { product });
  return t("checkout.basket.left", { count: Number(left), product });
}
