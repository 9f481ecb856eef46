import type { HubContext } from "./context.ts";
import type { Door } from "./door.ts";

/**
 * Who is asking, as far as rate limits go: the peer's address, of IPv6 its /64 network, because one household has a
 * whole one. Forwarding headers are believed from the one proxy that the owner named; anybody can write them.
 */
export function clientAddress(c: HubContext, { trustedProxy }: Pick<Door, "trustedProxy">): string {
  const peer = plain(c.env?.incoming?.socket.remoteAddress);
  if (peer === undefined) return "local";
  const told = peer === trustedProxy ? lastForwarded(c.req.header("x-forwarded-for")) : undefined;
  const address = told ?? peer;
  return address.includes(":") ? network64(address) : address;
}

/** A proxy adds the address it saw at the end; what stands before it was sent along by the visitor. */
function lastForwarded(header: string | undefined): string | undefined {
  const last = header?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? undefined : plain(last);
}

function plain(address: string | undefined): string | undefined {
  return address?.startsWith("::ffff:") === true ? address.slice("::ffff:".length) : address;
}

function network64(address: string): string {
  const [head = "", tail] = address.split("::", 2);
  const left = head.split(":").filter((group) => group !== "");
  const right = tail?.split(":").filter((group) => group !== "") ?? [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right].slice(0, 4).join(":");
}
