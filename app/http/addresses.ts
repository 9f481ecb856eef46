import { isOnion } from "../domain/door.ts";
import type { DoorKind } from "../domain/door.ts";
import type { Hub, HubContext } from "./context.ts";

type Seen = Pick<Hub, "origin" | "door" | "addresses">;

/**
 * The hub as this visitor calls it: whoever came over Tor or by the board's address takes links along that
 * work there too. Only a proxy under the hub's own name may speak https; every other name is answered as asked.
 */
export function originOf(c: HubContext, hub: Pick<Hub, "origin">): string {
  const asked = new URL(c.req.url);
  return asked.host === new URL(hub.origin).host ? hub.origin : asked.origin;
}

/** Where this visitor finds the owner's desk: here, at the other port of the same name, or not at all. */
export function adminAddress(c: HubContext, hub: Seen): string | undefined {
  if (hub.door.hasAdmin) return "";
  return hub.door.kind === "lan" ? neighbour(c, hub, "admin") : undefined;
}

/** Where people outside find the shop, for a link that is sent to somebody: the public address if there is one. */
export function shopAddress(c: HubContext, hub: Seen): string {
  return hub.addresses.public ?? shopBeside(c, hub) ?? originOf(c, hub);
}

/** The shop's own door beside one that is the owner's: nobody else is ever sent to the owner's. */
function shopBeside(c: HubContext, hub: Seen): string | undefined {
  if (hub.door.kind === "admin-onion") return hub.addresses.onion ?? hub.addresses.lan;
  return hub.door.kind === "admin" ? neighbour(c, hub, "lan") : undefined;
}

/**
 * Where wallets bring their answers. A wallet's key is made from this name, so as many doors as possible share one:
 * the public address, except for who comes over Tor and would be told to leave it.
 */
export function walletOrigin(c: HubContext, hub: Seen): string {
  return (isOnion(hub.door.kind) ? undefined : hub.addresses.public) ?? originOf(c, hub);
}

/** Another door of the same house, under the name that this visitor has typed for it. */
function neighbour(c: HubContext, hub: Seen, kind: DoorKind): string | undefined {
  const there = hub.addresses[kind];
  if (there === undefined || originOf(c, hub) === hub.origin) return there;
  const { protocol, hostname } = new URL(c.req.url);
  const { port } = new URL(there);
  return `${protocol}//${hostname}${port === "" ? "" : `:${port}`}`;
}
