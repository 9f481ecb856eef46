/**
 * By which way somebody came: a name on the LAN, an onion service, a public address, or a listener that also has the
 * owner's desk, on the LAN or behind an onion service of its own. Each has a listener of its own, because behind a
 * proxy or Tor every visitor has the same address.
 */
export const DOORS = ["lan", "onion", "public", "admin", "admin-onion"] as const;

export type DoorKind = (typeof DOORS)[number];

/** Whether its visitors come over Tor: they all have one address, and are never told to leave it. */
export function isOnion(kind: DoorKind): boolean {
  return kind === "onion" || kind === "admin-onion";
}
