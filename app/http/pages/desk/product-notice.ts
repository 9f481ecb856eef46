import type { Product } from "../../../catalog/product.ts";
import type { Translate } from "../../../../ui/i18n/translate.ts";
import type { HubContext } from "../../context.ts";

type Named = Pick<Product, "id" | "title">;

const said: ReadonlyMap<string, (t: Translate, product: string) => string> = new Map([
  ["added", (t: Translate, product: string) => t("desk.product.added", { product })],
  ["saved", (t: Translate, product: string) => t("desk.product.saved", { product })],
  ["listed", (t: Translate, product: string) => t("desk.products.listed", { product })],
  ["hidden", (t: Translate, product: string) => t("desk.products.was-hidden", { product })],
  ["picture", (t: Translate) => t("desk.product.picture.added")],
  ["pictures", (t: Translate) => t("desk.product.pictures.saved")],
]);

/** What the address says was just done to one of the products shown. */
export function productNotice(c: HubContext, t: Translate, products: readonly Named[]): string | undefined {
  const product = products.find(({ id }) => id === (c.req.query("product") ?? c.req.param("id")));
  return product === undefined ? undefined : said.get(c.req.query("said") ?? "")?.(t, product.title);
}
