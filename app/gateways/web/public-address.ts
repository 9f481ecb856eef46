import ipaddr from "ipaddr.js";

/** All that has been given to somebody on the public internet so far (IANA, RFC 4291); the rest means something else. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to somebody on the public internet. Whatever is private, local, shared by a provider,
 * a translation of an IPv4 address or kept for documentation does not; an IPv4 address inside IPv6 is judged itself.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_UNICAST);
}
