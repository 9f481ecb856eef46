import * as assert from "uvu/assert";
import { ROLES, mayDo } from "../../../../app/domain/permissions.ts";
import type { Permission } from "../../../../app/domain/permissions.ts";
import { accessOf } from "../../../../app/http/access.ts";
import { suite } from "../../../support/suite.ts";
import { openBusyMarket } from "../busy-market.ts";
import type { BusyMarket } from "../busy-market.ts";
import { linksIn } from "../visitor.ts";
import type { Answer } from "../visitor.ts";
import { comeIn } from "./come-in.ts";

const test = suite("http/pages/people every-form");

const market = openBusyMarket();
const somebody = market.then((m) => comeIn(m, "buyer", "Mina"));
test.after(async () => (await market).close());

/** Every page of the desks that names an order, product, person or stall of this market. */
function pages({ stallId, orders, products }: BusyMarket, personId: string): string[] {
  const inDesk = [
    "",
    "/orders",
    "/products",
    "/products/new",
    "/money",
    "/stall",
    ...Object.entries(orders).flatMap(([name, { id }]) => (name === "others" ? [] : [`/orders/${id}`])),
    ...[products.posted, products.digital, products.hidden].map((id) => `/products/${id}`),
  ];
  const owner = [
    "",
    "/orders",
    "/payments",
    "/outgoing",
    "/money-rules",
    "/stalls",
    "/people",
    `/people/${personId}`,
    "/audit",
  ];
  return [
    ...owner.map((path) => `/owner${path}`),
    ...inDesk.flatMap((path) => [`/owner/stalls/${stallId}/desk${path}`, `/desk${path}`]),
    "/account",
  ];
}

/** What is asked for at an address, as the server itself says. */
async function permissionAt(method: string, path: string): Promise<Permission> {
  const routes = accessOf((await market).app).filter((route) => route.method === method);
  const found = routes.find((route) => patternOf(route.path).test(path));
  if (found?.permission === undefined) throw new Error(`nothing is served at ${method} ${path}`);
  return found.permission;
}

/** `/a/:id` and `/a/:id{[0-9]+}`; fixed names come before places in the list of routes. */
function patternOf(path: string): RegExp {
  const source = path
    .replaceAll(/:\w+(?:\{([^}]*)\})?/g, (_place, own?: string) => own ?? "[^/]+")
    .replaceAll(".", String.raw`\.`);
  return new RegExp(`^${source}$`);
}

function formsIn({ html }: Answer): { method: "GET" | "POST"; path: string }[] {
  return [...html.matchAll(/<form\b([^>]*)>/g)].flatMap(([, attributes = ""]) => {
    const method = /method="post"/i.test(attributes) ? "POST" : "GET";
    const path = /action="([^"]*)"/.exec(attributes)?.[1];
    // A dialog's own form only closes it.
    return path === undefined ? [] : [{ method, path: path.split("?")[0] ?? "" }];
  });
}

for (const role of ROLES) {
  test(`no page offers ${role} a form or a desk's page that would be refused`, async () => {
    const m = await market;
    const { visitor } = await comeIn(m, role, role, m.stallId);
    const { id } = await somebody;
    let seen = 0;
    for (const path of pages(m, id)) {
      const page = await visitor.get(path);
      const isServed = mayDo(role, await permissionAt("GET", path));
      assert.is(page.status, isServed ? 200 : 403, path);
      if (!isServed) continue;
      for (const form of formsIn(page)) {
        assert.ok(
          mayDo(role, await permissionAt(form.method, form.path)),
          `${path} offers ${form.method} ${form.path}`,
        );
        seen += 1;
      }
      for (const link of linksIn(page, /^\/(?:owner|desk)(?:\/|$)/)) {
        const to = link.split(/[?#]/)[0] ?? "";
        assert.ok(mayDo(role, await permissionAt("GET", to)), `${path} leads to ${link}`);
      }
    }
    assert.ok(seen > 0, "not one form was found");
  });
}
