import type { Shower } from "../../../accounts/keys/note-refusal.ts";
import type { Hub, HubContext } from "../../context.ts";
import { visitOf } from "../../visit.ts";

/** Who shows a key in this request, and from where. */
export function showerOf(c: HubContext, hub: Hub): Shower {
  const person = c.get("person");
  const visit = visitOf(c, hub);
  return { visit, person: person?.session === undefined ? undefined : { ...person, session: person.session } };
}
