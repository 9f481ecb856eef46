import { findStall } from "../../../catalog/find-stall.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import type { Hub, HubContext } from "../../context.ts";
import { answerProblem } from "../../problem.ts";

/** Which stall's desk a request is about, and under which address it stands. */
export type DeskAt = (c: HubContext) => { base: string; stallId: string } | Refused<"not-signed-in" | "not-allowed">;

/** A seller's desk is always that of the seller's own stall; the address names none. */
export const ownDesk: DeskAt = (c) => {
  const person = c.get("person");
  if (person === undefined) return refuse("not-signed-in");
  return person.stallId === undefined ? refuse("not-allowed") : { base: "/desk", stallId: person.stallId };
};

/** The owner may sit down at any stall's desk. */
export const anyDesk: DeskAt = (c) => {
  const person = c.get("person");
  if (person === undefined) return refuse("not-signed-in");
  if (person.role !== "owner") return refuse("not-allowed");
  const stallId = c.req.param("stall") ?? "";
  return { base: `/owner/stalls/${stallId}/desk`, stallId };
};

type Answer = Response | Promise<Response>;

/** A handler that works at one desk. */
export type AtDesk = (then: (c: HubContext, desk: Desk) => Answer) => (c: HubContext) => Promise<Response>;

/** Makes handlers for the desk that `deskAt` names; whoever may not sit there gets the reason instead. */
export function deskHandlers(hub: Hub, deskAt: DeskAt): AtDesk {
  return (then) => async (c) => {
    const found = deskAt(c);
    if (isRefused(found)) return answerProblem(c, found);
    const stall = await findStall(hub.db, found.stallId);
    return isRefused(stall) ? answerProblem(c, stall) : then(c, { base: found.base, stall });
  };
}
