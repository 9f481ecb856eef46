import * as assert from "uvu/assert";
import { apiDocument } from "../../../app/http/operations.ts";
import type { OpenApiDocument } from "../../../app/http/openapi/types.ts";
import { differences } from "../../../scripts/openapi.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub } from "../hub.ts";

const test = suite("GET /openapi.json");

const t = await openHub();
test.after(t.close);

test("the hub describes its own API", async () => {
  const document = await answered<OpenApiDocument>(t.app.request("/openapi.json"), 200);
  assert.is(document.openapi, "3.1.1");
  assert.ok(document.paths["/api/v1/orders"]?.["post"]);
});

test("every reference in the document leads somewhere", async () => {
  const text = JSON.stringify(apiDocument());
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? "");
  assert.ok(names.length > 20);
  for (const name of names) assert.ok(apiDocument().components.schemas[name], name);
  assert.not.match(text, /\$defs/);
});

test("a route without a description and a description without a route are both found", () => {
  const { "/livez": _, ...paths } = apiDocument().paths;
  const pages = [{ method: "GET", path: "/" }];
  const routes = [...t.app.routes, { method: "PUT", path: "/api/v1/orders/:id" }, { method: "GET", path: "/" }];
  const found = differences(routes, pages, {
    ...apiDocument(),
    paths: { ...paths, "/gone": { get: paths["/readyz"]?.["get"] ?? fail() } },
  });
  assert.ok(found.includes("GET /livez is served but not described"));
  assert.ok(found.includes("PUT /api/v1/orders/{id} is served but not described"));
  assert.ok(found.includes("GET /gone is described but not served"));
  assert.not.ok(found.some((each) => each.startsWith("GET / ")));
});

test("the document says which scope each operation needs, exactly as the permissions say it", () => {
  const { paths, components } = apiDocument();
  assert.equal(Object.keys(components.securitySchemes), ["bearer", "session"]);
  const secured = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId, security }) =>
      security === undefined ? [] : [[operationId, security] as const],
    ),
  );
  assert.equal(Object.fromEntries(secured), {
    readMe: [{ bearer: [] }, { session: [] }],
    makeToken: [{ session: [] }],
    listDeskOrders: [{ bearer: ["desk.orders.read"] }, { session: [] }],
    readDeskOrder: [{ bearer: ["desk.orders.read"] }, { session: [] }],
    shipDeskOrder: [{ bearer: ["desk.orders.handle"] }, { session: [] }],
    followDesk: [{ bearer: ["desk.orders.read"] }, { session: [] }],
    readBalance: [{ bearer: ["desk.money.read"] }, { session: [] }],
    listPayouts: [{ bearer: ["desk.money.read"] }, { session: [] }],
    askPayout: [{ bearer: ["desk.money.ask"] }, { session: [] }],
    readPayout: [{ bearer: ["desk.money.read"] }, { session: [] }],
    cancelPayout: [{ bearer: ["desk.money.ask"] }, { session: [] }],
    readDeskStatement: [{ bearer: ["desk.statement.read"] }, { session: [] }],
    listWebhooks: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    addWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    readWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    editWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    rotateWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    deleteWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    testWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    listWebhookDeliveries: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    readWebhookDelivery: [{ bearer: ["desk.webhooks"] }, { session: [] }],
    redeliverWebhook: [{ bearer: ["desk.webhooks"] }, { session: [] }],
  });
});

function fail(): never {
  throw new Error("the document has no /readyz");
}
