import type { HubContext } from "./context.ts";

/**
 * Who is asking, as far as rate limits go: the peer's address, of IPv6 its /64 network, because one
 * household has a whole one. Forwarding headers are not believed; anybody can write them.
 */
export function clientAddress(c: HubContext): string {
  const address = c.env?.incoming?.socket.remoteAddress;
  if (address === undefined) return "local";
  if (address.startsWith("::ffff:")) return address.slice("::ffff:".length);
  return address.includes(":") ? network64(address) : address;
}

function network64(address: string): string {
  const [head = "", tail] = address.split("::", 2);
  const left = head.split(":").filter((group) => group !== "");
  const right = tail?.split(":").filter((group) => group !== "") ?? [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right].slice(0, 4).join(":");
}
