import { Misconfigured } from "../../domain/outcome.ts";

/** Where a request may go, and by which way. */
export type Destination = {
  url: URL;
  /** Without the brackets of IPv6. */
  host: string;
  port: number;
  isOnion: boolean;
  /** The owner has listed it: its address and port are not looked at. */
  isAllowed: boolean;
};

/** `host:port` as addresses are compared, or undefined for what is no such pair. */
export function hostAndPort(text: string): string | undefined {
  const address = URL.parse(`http://${text}`);
  if (address === null || `${address.pathname}${address.search}${address.hash}${address.username}` !== "/")
    return undefined;
  return `${bareHost(address)}:${portOf(address)}`;
}

/** What can be said about an address before anything is resolved or asked; throws for what is never asked. */
export function destinationOf(address: string | URL, allowed: ReadonlySet<string>): Destination {
  const url = URL.parse(address);
  if (url === null) throw new Misconfigured("this is no web address");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new Misconfigured(`${url.protocol} is no way to the web`);
  if (url.username !== "" || url.password !== "")
    throw new Misconfigured("an address with a name or password in it is not asked");
  // A full name may end in a dot; it means the same, and must not pass for another.
  url.hostname = url.hostname.replace(/\.+$/, "");
  const [host, port] = [bareHost(url), portOf(url)];
  const isAllowed = allowed.has(`${host}:${port}`);
  const isOnion = host.endsWith(".onion");
  // Tor encrypts and proves the address by itself, so an onion service may speak plain http (RFC 7686).
  const isOwnPort = url.protocol === "https:" ? port === 443 : port === 80 && isOnion;
  if (!isOwnPort && !isAllowed)
    throw new Misconfigured(`${url.host} is not asked over ${url.protocol.slice(0, -1)}: only https on port 443 is`);
  return { url, host, port, isOnion, isAllowed };
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}
