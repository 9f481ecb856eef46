import type { DoorKind } from "../domain/door.ts";

/** One listener of the hub: which visitors come by it, and what it lets them see. */
export type Door = {
  kind: DoorKind;
  /** Whether the owner's desk is behind it. */
  hasAdmin: boolean;
  /** The address of the one proxy in front of it whose word about the visitor's address counts. */
  trustedProxy: string | undefined;
};

/** Under which address each door's visitors know the hub; doors that are not open have none. */
export type Addresses = Readonly<Partial<Record<DoorKind, string>>>;
