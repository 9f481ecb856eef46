import type { Tx } from "../../db/database.ts";
import type { SignInTable } from "../../db/schema.ts";
import type { Role } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { giveToBuyer } from "../../orders/give-to-buyer.ts";
import type { Visit } from "../acting.ts";
import { newPerson } from "../new-person.ts";
import { openSession } from "../open-session.ts";
import type { OpenedSession } from "../open-session.ts";
import { ownerOf } from "./address-owner.ts";
import type { Requesting } from "./request.ts";
import { verifyAddress } from "./verify-address.ts";

/** What a letter lets one do without being signed in. */
export const COMING_IN = ["sign-in", "keep-order"] as const;

/** A session, and the path on this hub to go on to. */
export type CameIn = OpenedSession & { wanted: string };

/** Whoever has a letter's link or code comes in as the person whose address it is at this moment. */
export async function comeIn(
  tx: Tx,
  deps: Requesting,
  row: SignInTable,
  { method, visit }: { method: "link" | "code" | "telegram"; visit: Visit },
): Promise<CameIn | Refused<"request-over">> {
  const person = await personOf(tx, deps, row, visit);
  // The address was removed, or its person shut out, since the letter was written.
  if (person === undefined) return refuse("request-over");
  const session = await openSession(tx, deps, { person, method, visit });
  if (row.order_id !== null) await giveToBuyer(tx, deps, row.order_id, { personId: person.id, ...visit });
  return { ...session, wanted: row.order_id === null ? row.wanted : "/account" };
}

async function personOf(
  tx: Tx,
  deps: Requesting,
  row: SignInTable,
  visit: Visit,
): Promise<{ id: string; role: Role } | undefined> {
  const owner = await ownerOf(tx, row.address);
  if (row.purpose === "sign-in") return owner?.id === row.person_id ? owner : undefined;
  return owner ?? newBuyer(tx, deps, row, visit);
}

/** A buyer has an account from the moment they read their mail. Undefined where somebody shut out has the address. */
async function newBuyer(
  tx: Tx,
  deps: Requesting,
  { address, locale }: SignInTable,
  visit: Visit,
): Promise<{ id: string; role: Role } | undefined> {
  const taken = await tx.selectFrom("email").select("address").where("address", "=", address).executeTakeFirst();
  if (taken !== undefined) return undefined;
  const id = await newPerson(tx, deps, visit, { role: "buyer", stallId: null, name: "" });
  await verifyAddress(tx, deps, { personId: id, ...visit }, { address, locale });
  return { id, role: "buyer" };
}
