/**
 * By which way somebody came: a name on the LAN, an onion service, a public address, or the listener that also has
 * the owner's desk. Each has a listener of its own, because behind a proxy or Tor every visitor has the same address.
 */
export const DOORS = ["lan", "onion", "public", "admin"] as const;

export type DoorKind = (typeof DOORS)[number];
