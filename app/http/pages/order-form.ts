import { z } from "zod";
import { block, line } from "../../catalog/text-rules.ts";
import { isInvalid, validate } from "../../catalog/validate.ts";
import { newSecret } from "../../domain/ids.ts";
import { MAX_LINES, MAX_NOTE_LENGTH } from "../../orders/limits.ts";
import type { Delivery } from "../../orders/place.ts";
import type { OrderForm } from "../../../ui/pages/basket/view.ts";
import type { Translate } from "../../../ui/i18n/translate.ts";
import type { Hub } from "../context.ts";
import type { BasketEntry } from "./basket-cookie.ts";
import { formErrors } from "./field-errors.ts";
import type { FormError } from "./field-errors.ts";
import type { SentForm } from "./form.ts";

/** The order form as sent: what the buyer wants, as typed, and what is wrong with it. */
export type SentOrder = { lines: BasketEntry[]; form: OrderForm };

const details = z.strictObject({
  name: line(0, 200),
  address: block(1_000),
  contact: line(0, 200),
  note: block(MAX_NOTE_LENGTH),
});

const KEY = /^[\w-]{20,64}$/;
const QUANTITY_FIELD = /^quantity:(prd_[0-9a-hjkmnp-tv-z]{26}):(var_[0-9a-hjkmnp-tv-z]{26})$/;

/** A form nobody has typed in yet, with a key of its own. */
export function newOrderForm(hub: Pick<Hub, "random">): OrderForm {
  return { name: "", address: "", contact: "", note: "", key: newSecret(hub.random), errors: [] };
}

export function readOrderForm(hub: Pick<Hub, "random">, t: Translate, sent: SentForm): SentOrder {
  const { lines, errors } = readQuantities(t, sent);
  const typed = {
    name: sent.text("name"),
    address: sent.text("address"),
    contact: sent.text("contact"),
    note: sent.text("note"),
  };
  const read = validate(details, typed);
  const wrong = isInvalid(read) ? formErrors(t, read.errors, (pointer) => pointer.slice(1)) : [];
  const key = KEY.test(sent.text("key")) ? sent.text("key") : newSecret(hub.random);
  return { lines, form: { ...(isInvalid(read) ? typed : read), key, errors: [...errors, ...wrong] } };
}

/** How many of what, as the form's own fields say. */
function readQuantities(t: Translate, sent: SentForm): { lines: BasketEntry[]; errors: FormError[] } {
  const lines: BasketEntry[] = [];
  const errors: FormError[] = [];
  for (const [name, value] of sent.starting("quantity:").slice(0, MAX_LINES + 1)) {
    const [, productId, variantId] = QUANTITY_FIELD.exec(name) ?? [];
    if (productId === undefined || variantId === undefined) continue;
    const quantity = /^\d{1,5}$/.test(value.trim()) ? BigInt(value.trim()) : undefined;
    lines.push({ productId, variantId, quantity: quantity ?? 1n });
    if (quantity === undefined) errors.push({ name, message: t("errors.field.number") });
    if (quantity === 0n) errors.push({ name, message: t("checkout.basket.too-few") });
  }
  return { lines, errors };
}

/** For the post a whole address or none; for everything else whatever the buyer left. */
export function deliveryOf({ name, address, contact }: OrderForm, isPosted: boolean): Delivery | undefined {
  const isEnough = isPosted ? name !== "" && address !== "" : `${name}${address}${contact}` !== "";
  return isEnough ? { name, address, contact } : undefined;
}
