import { Hono } from "hono";
import { z } from "zod";
import { findStall } from "../../catalog/find-stall.ts";
import { listStalls } from "../../catalog/list-stalls.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { stall, stallJson, stallPage } from "../api/stall.ts";
import { id, limitFrom, paging } from "../api/values.ts";
import { CATALOGUE_HEADERS, UNCHANGED, catalogueJson, cataloguePage } from "../catalogue-json.ts";
import type { Hub, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";

const list = operation({
  method: "get",
  path: "/api/v1/stalls",
  id: "listStalls",
  access: "market.visit",
  tag: "catalogue",
  summary: "Lists the stalls that are open",
  query: z.strictObject(paging),
  answer: { status: 200, description: "A page of stalls.", schema: stallPage, headers: CATALOGUE_HEADERS },
  others: UNCHANGED,
  refusals: [],
});

const read = operation({
  method: "get",
  path: "/api/v1/stalls/{id}",
  id: "readStall",
  access: "market.visit",
  tag: "catalogue",
  summary: "Shows one stall",
  params: { id: id("stl", "The stall's id.") },
  answer: { status: 200, description: "The stall.", schema: stall },
  others: UNCHANGED,
  refusals: ["unknown-stall"],
});

export const stallOperations = [list, read];

export function stallRoutes({ db }: Pick<Hub, "db">): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, list, async (c, { query: { cursor, limit } }) => {
    const page = await listStalls(db, { cursor, limit: limitFrom(limit) });
    return isRefused(page) ? page : cataloguePage(c, page, stallJson);
  });
  serve(app, read, async (c) => {
    const found = await findStall(db, c.req.param("id") ?? "");
    if (isRefused(found)) return found;
    return found.state === "open" ? catalogueJson(c, stallJson(found)) : refuse("unknown-stall");
  });
  return app;
}
