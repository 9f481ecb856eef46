import type { MiddlewareHandler } from "hono";
import type { Hub, HubEnv } from "../context.ts";

/** Nothing inline, nothing foreign. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
].join("; ");

/**
 * The usual `no-referrer` would make browsers send `Origin: null` with every form, and on a LAN address
 * without TLS the cross-site guard has nothing else to go by.
 */
const always: readonly (readonly [name: string, value: string])[] = [
  ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
  ["Referrer-Policy", "same-origin"],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
];

const PERMISSIONS = "microphone=(), geolocation=()";

/** The pages of orders and of vouchers read codes by camera, for themselves alone. Web NFC knows no such policy. */
const SCANS = /^\/(?:orders\/|voucher$)/;

/** Browsers look at these on secure origins only; on plain http they would warn or, worse, lock people out. */
const onHttps: typeof always = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Strict-Transport-Security", "max-age=31536000"],
];

/** Set after the handler, so that whatever it returned, an error page too, leaves with them. */
export function securityHeaders({ origin }: Pick<Hub, "origin">): MiddlewareHandler<HubEnv> {
  const headers = origin.startsWith("https:") ? [...always, ...onHttps] : always;
  return async (c, next) => {
    await next();
    const own = c.res.headers;
    for (const [name, value] of headers) own.set(name, value);
    own.set("Permissions-Policy", `camera=(${SCANS.test(c.req.path) ? "self" : ""}), ${PERMISSIONS}`);
  };
}
