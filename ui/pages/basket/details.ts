import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { needs } from "./view.ts";
import type { OrderForm, StallBasket } from "./view.ts";

/** What the seller needs to know; the address only when something has to be sent. */
export function Details(basket: StallBasket, form: OrderForm): Html {
  const { t } = usePage();
  const note = Field({
    kind: "textarea",
    name: "note",
    label: t("checkout.details.note"),
    hint: t("checkout.details.note.hint"),
    value: form.note,
    rows: 3,
    maxLength: 1000,
    isOptional: true,
    ...errorOf(form, "note"),
  });
  const isPosted = needs(basket) === "address";
  return Card({
    title: t(isPosted ? "checkout.details.delivery" : "checkout.details.contact"),
    children: [
      isPosted ? Address(form) : html`<p class="soft">${t(howItComes(basket))}</p>`,
      Contact(basket, form),
      note,
      html`<p class="soft small">${t("checkout.details.privacy")}</p>`,
    ],
  });
}

function howItComes({ lines }: StallBasket): "checkout.details.pickup.told" | "checkout.details.digital.sent" {
  return lines.some((line) => line.product.kind === "pickup")
    ? "checkout.details.pickup.told"
    : "checkout.details.digital.sent";
}

function Address(form: OrderForm): Slot {
  const { t } = usePage();
  return [
    Field({
      kind: "text",
      name: "name",
      label: t("checkout.details.name"),
      value: form.name,
      maxLength: 200,
      autocomplete: "name",
      ...errorOf(form, "name"),
    }),
    Field({
      kind: "textarea",
      name: "address",
      label: t("checkout.details.address"),
      hint: t("checkout.details.address.hint"),
      value: form.address,
      rows: 3,
      maxLength: 1000,
      autocomplete: "street-address",
      ...errorOf(form, "address"),
    }),
  ];
}

function Contact(basket: StallBasket, form: OrderForm): Html {
  const { t } = usePage();
  const isSent = needs(basket) === "contact" && basket.lines.every((line) => line.product.kind === "digital");
  return Field({
    kind: "text",
    name: "contact",
    label: t(isSent ? "checkout.details.contact.digital" : "checkout.details.contact"),
    hint: t("checkout.details.contact.hint"),
    value: form.contact,
    maxLength: 200,
    isOptional: !isSent,
    ...errorOf(form, "contact"),
  });
}

function errorOf(form: OrderForm, name: string): { error?: string } {
  const found = form.errors.find((error) => error.name === name);
  return found === undefined ? {} : { error: found.message };
}
