import type { MiddlewareHandler } from "hono";
import type { Hub, HubEnv } from "../context.ts";

/**
 * Tells Tor Browser that the page it got is also at the shop's onion address. It looks at this on https alone, and
 * only at an http or https address that ends in .onion (https://community.torproject.org/onion-services/advanced/onion-location/).
 */
export function onionLocation({ door, addresses }: Pick<Hub, "door" | "addresses">): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    await next();
    const { onion } = addresses;
    if (
      door.kind !== "public" ||
      c.req.method === "POST" ||
      onion === undefined ||
      !new URL(onion).hostname.endsWith(".onion")
    )
      return;
    if (!c.res.ok || c.res.headers.get("content-type")?.startsWith("text/html") !== true) return;
    const { pathname, search } = new URL(c.req.url);
    c.res.headers.set("Onion-Location", `${onion}${pathname}${search}`);
  };
}
