import type { Variant } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field, fieldId } from "../../components/field.ts";
import type { Option } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { QuantityStepper } from "../../components/quantity-stepper.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { ProductProps } from "./product-page.ts";
import { isWorthSaying, stockText } from "./stock-words.ts";

/** The most of one thing that a basket takes. */
const MOST = 999n;

/** Which one, how many, and the button. Nothing to choose when nothing can be sold. */
export function ChooseForm(props: ProductProps): Slot {
  const { t } = usePage();
  const { product, chosen } = props;
  if (product.stock === 0n || product.priceMsat === undefined) return undefined;
  return html`<form class="stack choose" method="post" action="/basket/things">
    ${Problem(chosen?.problem)}
    <input type="hidden" name="product" value=${product.id} />
    ${Choice(props)}
    <div class="field">
      <label class="field-label" for=${fieldId("quantity")}>${t("market.product.quantity")}</label>
      ${QuantityStepper({ name: "quantity", id: fieldId("quantity"), value: Number(chosen?.quantity ?? "1") || 1, most: Number(mostOf(product.variants)) })}
    </div>
    <div class="choose-buttons">
      ${Button({ label: t("market.product.add"), kind: "primary", size: "large", icon: "shopping-basket", name: "then", value: "stay", isWide: true })}
      ${Button({ label: t("market.product.buy-now"), size: "large", name: "then", value: "basket", isWide: true })}
    </div>
  </form>`;
}

function Problem(problem: "variant" | "quantity" | "full" | undefined): Slot {
  if (problem === undefined) return undefined;
  const { t } = usePage();
  if (problem === "full") return Notice({ tone: "bad", text: t("market.product.full") });
  return ErrorSummary({ errors: [{ name: problem, message: problemText(problem) }] });
}

function problemText(problem: "variant" | "quantity"): string {
  const { t } = usePage();
  return problem === "variant"
    ? t("errors.reason.variant-required")
    : t("errors.field.between", { least: "1", most: MOST.toString() });
}

function Choice({ product, compare, chosen }: ProductProps): Html {
  const { t } = usePage();
  const [only, ...others] = product.variants;
  if (others.length === 0) return html`<input type="hidden" name="variant" value=${only?.id} />`;
  return Field({
    kind: "radio",
    name: "variant",
    label: t("market.product.choose"),
    isRow: true,
    options: product.variants.map((variant) => option(variant, { product, compare })),
    ...(chosen === undefined ? {} : { value: chosen.variantId }),
    ...(chosen?.problem === "variant" ? { error: problemText("variant") } : {}),
  });
}

function option(variant: Variant, props: Pick<ProductProps, "product" | "compare">): Option {
  const aside = [...priceWords(variant, props), ...stockWords(variant)].join(" · ");
  const isDisabled = variant.stock === 0n;
  return { value: variant.id, label: variant.title, isDisabled, ...(aside === "" ? {} : { aside }) };
}

/** A variant's price is said when it is not the same for all. */
function priceWords(
  { priceMsat, price }: Variant,
  { product, compare }: Pick<ProductProps, "product" | "compare">,
): string[] {
  if (priceMsat === undefined || !product.hasSeveralPrices) return [];
  const { format } = usePage();
  const fiat = compare(priceMsat, price);
  return fiat === undefined ? [format.sats(priceMsat)] : [format.sats(priceMsat), format.fiat(fiat)];
}

function stockWords({ stock }: Variant): string[] {
  return isWorthSaying(stock) ? [stockText(stock)] : [];
}

function mostOf(variants: readonly Variant[]): bigint {
  const most = variants.reduce<bigint>((sum, { stock }) => (stock === null ? MOST : stock > sum ? stock : sum), 1n);
  return most > MOST ? MOST : most;
}
