import type { Hono } from "hono";
import type { Permission } from "../domain/permissions.ts";
import type { HubEnv } from "./context.ts";
import { permissionOf } from "./middleware/requires.ts";

/** One address, and what is asked of whoever wants something there. */
export type Access = { method: string; path: string; permission: Permission | undefined };

/** Every address of the server with its permission; undefined where a route forgot to name one. */
export function accessOf(app: Hono<HubEnv>): Access[] {
  const found = new Map<string, Access>();
  for (const { method, path, handler } of app.routes) {
    // Middleware is there for every method.
    if (method === "ALL") continue;
    const name = `${method} ${path}`;
    const permission = permissionOf(handler) ?? found.get(name)?.permission;
    found.set(name, { method, path, permission });
  }
  return [...found.values()];
}
