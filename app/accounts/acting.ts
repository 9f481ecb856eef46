import type { Db } from "../db/database.ts";
import type { DoorKind } from "../domain/door.ts";
import type { Random } from "../domain/ids.ts";
import type { Permission, Role } from "../domain/permissions.ts";
import type { Clock } from "../domain/time.ts";
import type { SessionScope } from "../db/schema.ts";

/** What every action about people works with. */
export type Acting = { db: Db; clock: Clock; random: Random };

/** From where somebody acts: the door they came by, and the device as its browser describes it. */
export type Visit = { door: DoorKind; device: string };

/** Who is asking; `stallId` is there exactly for sellers. */
export type Person = {
  id: string;
  role: Role;
  stallId: string | undefined;
  name: string;
  /** Undefined when one of the person's programs asks with an API key. */
  session: OwnSession | undefined;
  /** What the program that asks may do at most; undefined when the person's own browser asks. */
  scopes: readonly Permission[] | undefined;
};

/** A person who came with a session: by its cookie, or by a token made from it. */
export type SignedIn = Person & { session: OwnSession };

/** The session that the person came with. */
export type OwnSession = {
  id: string;
  scope: SessionScope;
  /** Whether the person proved who they are within the last minutes, not only holds a cookie. */
  isFresh: boolean;
};

/** Somebody who acts, and from where. */
export type Actor = { personId: string } & Visit;
