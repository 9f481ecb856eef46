import type { SafeFetch } from "../web/port.ts";
import type { Wire } from "./cashu-wire.ts";

/** To a mint over the web; the fetch sets the deadline, and where it may go at all. */
export function httpWire(url: string, fetch: SafeFetch): Wire {
  return async (method, path, body) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    return { status: response.status, text: await response.text() };
  };
}
