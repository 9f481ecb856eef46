import { z } from "zod";
import { isId } from "../../domain/ids.ts";
import { id, named } from "../api/values.ts";
import type { HubContext } from "../context.ts";
import { stallOf } from "../visit.ts";

// What the operations on a webhook and those on its log have in common.

export const BASE = "/api/v1/desk/webhooks";
export const place = { id: id("whk", "The webhook's id.") };
export const common = { access: "desk.webhooks", tag: "desk" } as const;
export const nothing = named("Nothing", "Nothing has to be said about it.", z.strictObject({}));
export const PERSONAL = { "Cache-Control": "private, no-store" };

/** Text that is no id names nothing. */
export function whichOf(c: HubContext): { stallId: string; id: string } {
  const text = c.req.param("id") ?? "";
  return { stallId: stallOf(c), id: isId("whk", text) ? text : "" };
}
