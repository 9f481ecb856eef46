import { Button } from "../components/button.ts";
import { Card } from "../components/card.ts";
import { Dialog } from "../components/dialog.ts";
import { ErrorSummary } from "../components/error-summary.ts";
import { Field } from "../components/field.ts";
import { LinkButton } from "../components/link-button.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";

/** Buttons in all their kinds. */
export function SpecimenButtons(): Html {
  const { t } = usePage();
  return Card({
    title: "Button, LinkButton",
    children: [
      html`<div class="row">
        ${Button({ label: t("market.product.add"), kind: "primary", icon: "shopping-basket" })}
        ${Button({ label: t("chrome.action.save") })}
        ${Button({ label: t("chrome.action.cancel"), kind: "quiet" })}
        ${Button({ label: t("chrome.action.delete"), kind: "danger", icon: "trash-2" })}
        ${Button({ label: t("market.stock.none"), isDisabled: true })}
        ${LinkButton({ href: "#edit", label: t("chrome.action.edit"), icon: "pencil" })}
        ${LinkButton({ href: "#print", label: t("chrome.action.print"), icon: "printer" })}
        ${LinkButton({ href: "#", label: t("chrome.action.reload"), icon: "refresh-cw" })}
        ${LinkButton({ href: "#dialog", label: t("desk.order.cancel"), dialog: "dialog" })}
      </div>`,
      html`<div>${Button({ label: t("checkout.details.order"), kind: "primary", size: "large", isWide: true })}</div>`,
      Dialog({
        id: "dialog",
        title: t("desk.order.cancel"),
        children: [
          html`<p>${t("desk.order.cancel.confirm")}</p>`,
          Button({ label: t("desk.order.cancel"), kind: "danger" }),
        ],
      }),
    ],
  });
}

/** Every kind of field, some of them with something wrong. */
export function SpecimenForm(): Html {
  const { t, format } = usePage();
  const missing = t("errors.field.required");
  return html`<form class="form" method="post" novalidate>
    ${ErrorSummary({
      errors: [
        { name: "name", message: `${t("checkout.details.name")}: ${missing}` },
        { name: "price", message: t("errors.field.price", { example: "18200" }) },
      ],
    })}
    ${Field({ kind: "text", name: "name", label: t("checkout.details.name"), autocomplete: "name", error: missing })}
    ${Field({ kind: "textarea", name: "address", label: t("checkout.details.address"), hint: t("checkout.details.address.hint"), rows: 3 })}
    ${Field({ kind: "text", name: "email", type: "email", label: t("checkout.details.email"), hint: t("checkout.details.email.hint"), isOptional: true })}
    ${Field({ kind: "text", name: "price", label: t("desk.product.price"), hint: t("desk.product.price.hint"), value: "18,2oo", unit: "KRW", inputMode: "decimal", error: t("errors.field.price", { example: "18200" }) })}
    ${Field({ kind: "number", name: "stock", label: t("desk.product.stock"), hint: t("desk.product.stock.hint"), value: 12, least: 0, isOptional: true })}
    ${Field({
      kind: "select",
      name: "currency",
      label: t("desk.product.currency"),
      value: "KRW",
      options: [
        { value: "SAT", label: t("desk.product.currency.sat") },
        { value: "KRW", label: "KRW" },
        { value: "USD", label: "USD" },
      ],
    })}
    ${Field({
      kind: "radio",
      name: "kind",
      label: t("desk.product.kind"),
      value: "physical",
      options: [
        { value: "physical", label: t("desk.product.kind.physical"), aside: t("market.product.kind.physical") },
        { value: "digital", label: t("desk.product.kind.digital"), aside: t("market.product.kind.digital") },
        {
          value: "pickup",
          label: t("desk.product.kind.pickup"),
          aside: t("market.product.kind.pickup"),
          isDisabled: true,
        },
      ],
    })}
    ${Field({
      kind: "radio",
      name: "size",
      label: t("market.product.choose"),
      isRow: true,
      value: "m",
      options: [
        { value: "s", label: "S" },
        { value: "m", label: "M" },
        { value: "l", label: "L", aside: t("market.stock.none"), isDisabled: true },
      ],
    })}
    ${Field({ kind: "file", name: "picture", label: t("desk.product.pictures"), hint: [t("desk.product.pictures.hint"), " ", t("chrome.file.hint", { size: format.bytes(10_000_000) })], accept: "image/png,image/jpeg", isOptional: true })}
    ${Field({ kind: "checkbox", name: "visible", label: t("desk.product.visible"), isChecked: true })}
    <div class="row">${Button({ label: t("chrome.action.save"), kind: "primary" })}${LinkButton({ href: "#", label: t("chrome.action.cancel"), kind: "quiet" })}</div>
  </form>`;
}
