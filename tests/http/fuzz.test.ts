import fc from "fast-check";
import * as assert from "uvu/assert";
import { z } from "zod";
import type { DocumentedResponse, OpenApiDocument, Schema } from "../../app/http/openapi/types.ts";
import { apiDocument } from "../../app/http/operations.ts";
import { msat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { askPayout } from "../../app/payments/outgoing/ask-payout.ts";
import { addProduct, assertSound } from "../support/shop.ts";
import { addPerson } from "../support/person.ts";
import { suite } from "../support/suite.ts";
import { arbitraryRequest } from "./arbitrary-request.ts";
import type { ArbitraryRequest, Pool } from "./arbitrary-request.ts";
import { openHub, payOrder, placeOrder } from "./hub.ts";
import type { TestHub } from "./hub.ts";
import { seedWebhook } from "./pages/seed-webhook.ts";
import { addSeller, apiKey, newSession, newToken } from "./programs.ts";

const test = suite("anything that can be sent");

const RUNS = 8_000;
const document = apiDocument();

test(
  "no request makes the hub fail, and every answer is one that the document knows",
  async () => {
    const t = await openHub();
    const pool = await poolOf(t);
    const tally = new Map<number, number>();
    const property = fc.asyncProperty(arbitraryRequest(document, pool), async (request) => {
      const response = await send(t, request);
      tally.set(response.status, (tally.get(response.status) ?? 0) + 1);
      await assertKnown(request, response);
    });
    // The same requests every time: a gate that fails by chance teaches people to run it again.
    await fc.assert(property, { numRuns: RUNS, seed: 20_261 });
    await assertSound(t.shop);
    assert.equal(
      t.logged.filter((line) => line.includes("unexpected error")),
      [],
    );
    // A generator that only makes nonsense, or none, proves nothing.
    for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 422])
      assert.ok((tally.get(status) ?? 0) > 0, `no answer was ${status}`);
    assert.ok((tally.get(201) ?? 0) > RUNS / 200, "too few requests got through");
    const shipped = await t.hub.db.selectFrom("event").select("id").where("type", "=", "order.shipped").execute();
    assert.ok(shipped.length > 0, "no program got as far as sending an order off");
    await t.close();
  },
  { timeoutMs: 180_000 },
);

/** What exists: goods that last, some that are sold out, orders with their keys, invoices. */
async function poolOf(t: TestHub): Promise<Pool> {
  const plenty = await addProduct(t.shop, { stock: 1_000_000n });
  const others = [
    await addProduct(t.shop, { variants: ["small", "large"] }),
    await addProduct(t.shop, { stock: 0n }),
    await addProduct(t.shop, { kind: "physical", currency: "USD", priceMinor: 1_250n }),
  ];
  const orders: Awaited<ReturnType<typeof placeOrder>>[] = [];
  for (let placed = 0; placed < 6; placed += 1) orders.push(await placeOrder(t));
  for (const order of orders.slice(1)) await payOrder(t, order);
  return {
    stl: [t.shop.stallId],
    // Mostly what can be bought, so that many orders are really placed.
    prd: [...Array<string>(12).fill(plenty.productId), ...others.map(({ productId }) => productId)],
    var: [...Array<string>(12).fill(plenty.variantIds[0] ?? ""), ...others.flatMap(({ variantIds }) => variantIds)],
    ord: orders.map(({ id }) => id),
    "Order-Key": orders.map(({ key }) => key),
    bolt11: orders.map(({ bolt11 }) => bolt11),
    ...(await credentialsOf(t)),
  };
}

/** A seller's programs and browser, and somebody who has no stall. */
async function credentialsOf(t: TestHub): Promise<Pool> {
  const [seller, viewer] = [await addSeller(t), await addPerson(t.hub, "viewer")];
  const all = ["desk.orders.read", "desk.orders.handle", "desk.webhooks", "desk.money.read", "desk.money.ask"];
  const keys = [
    await apiKey(t, seller, all),
    await apiKey(t, seller, all),
    await apiKey(t, seller, all),
    await apiKey(t, seller, all),
    await apiKey(t, seller, ["desk.orders.read"]),
  ];
  const destination = { kind: "lightning-address", text: "mina@wallet.example" } as const;
  const sending = { stallId: t.shop.stallId, amountMsat: msat(1_000n), destination, by: { personId: seller.id } };
  const payout = await askPayout(t.hub, sending);
  if (isRefused(payout)) throw new Error(`no payout was asked for: ${payout.reason}`);
  const told = await seedWebhook(t, t.shop.stallId, seller.id);
  const [own, others] = [await newSession(t, seller), await newSession(t, viewer)];
  const texts = [...keys.map(({ text }) => text), await newToken(t, own.cookie), await newToken(t, others.cookie)];
  return {
    Authorization: texts.map((text) => `Bearer ${text}`),
    Cookie: [own.cookie, others.cookie],
    out: [payout.id],
    whk: [told.webhook],
    dlv: [told.delivery],
    url: ["https://receiver.example/other"],
  };
}

async function send(t: TestHub, { method, address, headers, body }: ArbitraryRequest): Promise<Response> {
  return t.app.request(address, { method, headers, ...(body !== undefined && { body }) });
}

async function assertKnown({ method, path }: ArbitraryRequest, response: Response): Promise<void> {
  const { status } = response;
  assert.ok(status < 500, `${status}`);
  const operation = document.paths[path]?.[method.toLowerCase()];
  const described = operation === undefined ? undefined : operation.responses[status];
  if (operation !== undefined) assert.ok(described, `${method} ${path} answered an undescribed ${status}`);
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  if (status >= 400) {
    assert.is(mediaType, "application/problem+json");
    problemSchema.parse(await response.json());
  } else if (mediaType === "application/json") {
    schemaIn(described).parse(await response.json());
  } else {
    await response.body?.cancel();
  }
}

const schemas = new Map<DocumentedResponse | undefined, z.ZodType>();

/** The answer's own schema out of the document, so that it is the document that is proved right. */
function schemaIn(described: DocumentedResponse | undefined): z.ZodType {
  const made = schemas.get(described) ?? zodOf(described?.content?.["application/json"]?.schema ?? {}, document);
  schemas.set(described, made);
  return made;
}

const problemSchema = zodOf({ $ref: "#/components/schemas/Problem" }, document);

function zodOf(schema: Schema, { components }: OpenApiDocument): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(JSON.parse(text));
}
