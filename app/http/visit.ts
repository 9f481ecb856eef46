import type { Actor, Person, SignedIn, Visit } from "../accounts/acting.ts";
import { BUYER, NOBODY } from "../accounts/record-act.ts";
import { deviceOf } from "./device.ts";
import type { Hub, HubContext } from "./context.ts";

/** From where this request comes: the door, and the device as its browser describes it. */
export function visitOf(c: HubContext, { door }: Pick<Hub, "door">): Visit {
  return { door: door.kind, device: deviceOf(c.req.header("user-agent")) };
}

/** Who acts in this request, and from where. */
export function actorOf(c: HubContext, hub: Pick<Hub, "door">): Actor {
  return { personId: c.get("person")?.id ?? NOBODY, ...visitOf(c, hub) };
}

/** Who acts in a request that has shown an order's key: whoever is signed in, or a buyer without a name. */
export function buyerOf(c: HubContext, hub: Pick<Hub, "door">): Actor {
  return { personId: c.get("person")?.id ?? BUYER, ...visitOf(c, hub) };
}

/** The person in whose name this request was let through; anything else is a bug. */
export function asking(c: HubContext): Person {
  const person = c.get("person");
  if (person === undefined) throw new Error(`${c.req.path} is served to nobody in particular, but works for a person`);
  return person;
}

/** The stall of the seller who asks. */
export function stallOf(c: HubContext): string {
  const { stallId } = asking(c);
  if (stallId === undefined) throw new Error(`${c.req.path} is served to somebody without a stall`);
  return stallId;
}

/** The person of a page that was let through for being signed in; anything else is a bug. */
export function signedIn(c: HubContext): SignedIn {
  const person = asking(c);
  if (person.session === undefined) throw new Error(`${c.req.path} works for a session, but was let through without`);
  return { ...person, session: person.session };
}
