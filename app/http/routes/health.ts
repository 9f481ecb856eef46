import { Hono } from "hono";
import { z } from "zod";
import { named } from "../api/values.ts";
import type { Hub, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { readiness } from "../readiness.ts";

const alive = named("Alive", "The process answers.", z.strictObject({ status: z.literal("ok") }));

const ready = named(
  "Ready",
  "Whether the hub can sell now.",
  z.strictObject({
    status: z.enum(["ready", "not-ready"]),
    checks: z.array(
      z.strictObject({ name: z.enum(["database", "migrations", "lightning"]), isOk: z.boolean(), detail: z.string() }),
    ),
  }),
);

const livez = operation({
  method: "get",
  path: "/livez",
  id: "isAlive",
  access: "health.read",
  tag: "hub",
  summary: "Says that the process runs",
  answer: { status: 200, description: "It runs.", schema: alive },
  refusals: [],
});

const readyz = operation({
  method: "get",
  path: "/readyz",
  id: "isReady",
  access: "health.read",
  tag: "hub",
  summary: "Says whether the database takes writes, its version fits, and the node is synced",
  answer: { status: 200, description: "Everything is all right.", schema: ready },
  others: { 503: { description: "Something is not; `checks` says what.", schema: ready } },
  refusals: [],
});

export const healthOperations = [livez, readyz];

const FRESH = { "Cache-Control": "no-store" };

export function healthRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const look = readiness(hub);
  serve(app, livez, async (c) => c.json({ status: "ok" }, 200, FRESH));
  serve(app, readyz, async (c) => {
    const checks = await look();
    const isReady = checks.every(({ isOk }) => isOk);
    return c.json({ status: isReady ? "ready" : "not-ready", checks }, isReady ? 200 : 503, FRESH);
  });
  return app;
}
