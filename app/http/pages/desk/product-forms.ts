import type { Product, Variant } from "../../../catalog/product.ts";
import { SAT, formatPriceAmount } from "../../../domain/price.ts";
import type { NewProductForm } from "../../../../ui/pages/desk/new-product-page.ts";
import type { ProductForm } from "../../../../ui/pages/desk/product-form.ts";
import type { VariantForm } from "../../../../ui/pages/desk/variant-rows.ts";
import type { SentForm } from "../form.ts";

export const emptyProduct: NewProductForm = {
  title: "",
  text: "",
  kind: "physical",
  category: "",
  amount: "",
  currency: SAT,
  isListed: true,
  stock: "",
  variants: "",
};

export const noVariant: VariantForm = { id: "more", title: "", price: "", stock: "", expected: "", reserved: 0 };

/** A product as its form shows it. */
export function formOf(product: Product): ProductForm {
  const { title, text, kind, category, basePrice, state } = product;
  return {
    title,
    text,
    kind,
    category,
    amount: formatPriceAmount(basePrice),
    currency: basePrice.currency,
    isListed: state === "listed",
  };
}

export function variantFormOf(variant: Variant): VariantForm {
  const onHand = variant.stock === null ? "" : (variant.stock + variant.reserved).toString();
  const price = variant.hasOwnPrice ? formatPriceAmount(variant.price) : "";
  return {
    id: variant.id,
    title: variant.title,
    price,
    stock: onHand,
    expected: onHand,
    reserved: Number(variant.reserved),
  };
}

/** What was typed, whatever it is: kept for showing it again, and checked by the catalogue. */
export function readProduct(sent: SentForm): ProductForm {
  const kind = sent.text("kind");
  return {
    title: sent.text("title"),
    text: sent.text("text"),
    kind: kind === "digital" || kind === "pickup" ? kind : "physical",
    category: sent.text("category"),
    amount: amountFrom(sent.text("amount")),
    currency: sent.text("currency"),
    isListed: sent.has("listed"),
  };
}

export function readNewProduct(sent: SentForm): NewProductForm {
  return { ...readProduct(sent), stock: sent.text("stock").trim(), variants: sent.text("variants") };
}

export function readVariant(sent: SentForm, id: string, reserved: number): VariantForm {
  const field = (name: string) => sent.text(`variant:${id}:${name}`).trim();
  return {
    id,
    title: field("title"),
    price: amountFrom(field("price")),
    stock: field("stock"),
    expected: field("expected"),
    reserved,
  };
}

/** Groups of three digits are set apart by people, not by the catalogue. */
function amountFrom(typed: string): string {
  const text = typed.trim();
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
}

/** A count as the catalogue takes it: null when nothing is counted, undefined when it is no count. */
export function countFrom(text: string): number | null | undefined {
  if (text === "") return null;
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The catalogue's input for the fields that all products have. */
export function inputOf({ title, text, kind, category, amount, currency, isListed }: ProductForm) {
  return { title, text, kind, category, price: { amount, currency }, state: isListed ? "listed" : "hidden" };
}

/** The field that a pointer into that input is about. */
export function productField(pointer: string): string {
  const [, first = "", second = ""] = pointer.split("/");
  if (first === "price") return second === "currency" ? "currency" : "amount";
  return first === "variants" ? "variants" : first;
}
