/** Names that no certificate is made for, and that mean nothing outside of one house (RFC 6761, 7686 and 8375, ICANN). */
const AT_HOME = /(?:^|\.)(?:local|lan|home|internal|localdomain|localhost|onion|test|example|invalid|alt|home\.arpa)$/;

/** An IPv4 or IPv6 address as it stands in a URL. */
const IP_ADDRESS = /^(?:[\d.]+|\[.*\])$/;

/**
 * The host name for which a browser makes passkeys at this address; undefined where it makes none: without TLS it
 * trusts this very machine alone, and an IP address is no name (WebAuthn 5.1.2, RP ID).
 */
export function passkeyHost(origin: string): string | undefined {
  const { protocol, hostname } = new URL(origin);
  const isSecure = protocol === "https:" || hostname === "localhost";
  return isSecure && !IP_ADDRESS.test(hostname) ? hostname : undefined;
}

/** Whether Google sends people back to this address: under https to public names only, besides this very machine. */
export function isGooglePlace(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  if (hostname === "localhost") return true;
  return protocol === "https:" && hostname.includes(".") && !IP_ADDRESS.test(hostname) && !AT_HOME.test(hostname);
}
