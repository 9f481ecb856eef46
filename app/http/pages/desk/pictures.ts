import { Hono } from "hono";
import { addPicture } from "../../../catalog/add-picture.ts";
import { arrangePictures } from "../../../catalog/arrange-pictures.ts";
import type { Product } from "../../../catalog/product.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { formErrors } from "../field-errors.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import type { AtDesk } from "./open-desk.ts";
import { showProduct, withProduct } from "./products.ts";
import type { WithProduct } from "./products.ts";

/** A product's pictures: adding one, and their words and order. */
export function pictureRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const ofProduct = (then: WithProduct) => at.edit((c, desk) => withProduct(c, hub, desk, then));
  routes.post(
    "/products/:id/pictures",
    ofProduct((c, desk, product) => upload(c, hub, desk, product)),
  );
  routes.post(
    "/products/:id/pictures/arrange",
    ofProduct((c, desk, product) => arrange(c, hub, desk, product)),
  );
  return routes;
}

async function upload(c: HubContext, hub: Hub, desk: Desk, product: Product): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const [file] = sent.files("picture");
  if (file === undefined)
    return showProduct(
      c,
      hub,
      desk,
      { product, errors: [{ name: "picture", message: t("errors.field.required") }] },
      422,
    );
  const target = { stallId: desk.stall.id, productId: product.id };
  const picture = { bytes: new Uint8Array(await file.arrayBuffer()), alt: sent.text("alt") };
  const added = await addPicture(hub.db, hub.pictures, target, picture, hub.clock(), hub.random, actorOf(c, hub));
  if (isInvalid(added))
    return showProduct(
      c,
      hub,
      desk,
      { product, errors: formErrors(t, added.errors, (pointer) => pointer.slice(1)) },
      422,
    );
  if (isRefused(added))
    return showProduct(
      c,
      hub,
      desk,
      { product, errors: [{ name: "picture", message: t(`errors.reason.${added.reason}`) }] },
      422,
    );
  return c.redirect(`${desk.base}/products/${product.id}?said=picture`, 303);
}

async function arrange(c: HubContext, hub: Hub, desk: Desk, product: Product): Promise<Response> {
  const order = orderFrom(product, await readForm(c));
  const arranged = await arrangePictures(
    hub.db,
    desk.stall.id,
    product.id,
    order,
    hub.clock(),
    hub.random,
    actorOf(c, hub),
  );
  if (isRefused(arranged)) return answerProblem(c, arranged);
  return c.redirect(`${desk.base}/products/${product.id}?said=pictures`, 303);
}

/** The pictures as they shall stand: with the words typed, one moved to the front, one left out. */
function orderFrom(product: Product, sent: SentForm): { id: string; alt: string }[] {
  const first = sent.text("first");
  const kept = product.pictures.filter(({ id }) => id !== sent.text("remove"));
  const moved = [...kept.filter(({ id }) => id === first), ...kept.filter(({ id }) => id !== first)];
  return moved.map(({ id, alt }) => ({ id, alt: sent.text(`alt:${id}`).trim() || alt }));
}
