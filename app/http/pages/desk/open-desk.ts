import { findStall } from "../../../catalog/find-stall.ts";
import type { Permission } from "../../../domain/permissions.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import type { Hub, HubContext } from "../../context.ts";
import { declare, refusalFor } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";

/** What is done at a desk: looking, changing goods and words, moving orders on, letting programs listen, asking for money. */
type Doing = "read" | "edit" | "handle" | "connect" | "pay";

/** Which stall's desk a request is about, under which address it stands, and who may do what there. */
export type DeskAt = {
  find: (c: HubContext) => { base: string; stallId: string };
  permissions: Readonly<Record<Doing, Permission>>;
};

/** A seller's desk is always that of the seller's own stall; the address names none. */
export const ownDesk: DeskAt = {
  find: (c) => ({ base: "/desk", stallId: c.get("person")?.stallId ?? "" }),
  permissions: {
    read: "desk.own",
    edit: "desk.own",
    handle: "desk.own",
    connect: "desk.webhooks.secure",
    pay: "desk.payouts",
  },
};

/** Whoever runs the hub may sit down at any stall's desk. */
export const anyDesk: DeskAt = {
  find: (c) => {
    const stallId = c.req.param("stall") ?? "";
    return { base: `/owner/stalls/${stallId}/desk`, stallId };
  },
  permissions: {
    read: "desk.any.read",
    edit: "desk.any.edit",
    handle: "orders.handle",
    connect: "desk.any.webhooks",
    pay: "payouts.approve",
  },
};

type Answer = Response | Promise<Response>;

/** Makes a handler that works at one desk. */
export type Enter = (then: (c: HubContext, desk: Desk) => Answer) => (c: HubContext) => Promise<Response>;

export type AtDesk = Readonly<Record<Doing, Enter>>;

/** Makes handlers for the desk that `deskAt` names; whoever may not sit there gets the reason instead. */
export function deskHandlers(hub: Hub, deskAt: DeskAt): AtDesk {
  const enter =
    (doing: Doing): Enter =>
    (then) => {
      const permission = deskAt.permissions[doing];
      return declare(permission, async (c: HubContext) => {
        const refusal = refusalFor(c, permission);
        if (refusal !== undefined) return answerProblem(c, refusal);
        const { base, stallId } = deskAt.find(c);
        const stall = await findStall(hub.db, stallId);
        return isRefused(stall) ? answerProblem(c, stall) : then(c, { base, stall, may: mayAt(c, deskAt) });
      });
    };
  return {
    read: enter("read"),
    edit: enter("edit"),
    handle: enter("handle"),
    connect: enter("connect"),
    pay: enter("pay"),
  };
}

function mayAt(c: HubContext, { permissions }: DeskAt): Desk["may"] {
  const isLet = (doing: Doing) => {
    const refusal = refusalFor(c, permissions[doing]);
    return refusal === undefined || refusal.reason === "confirm-first";
  };
  return { edit: isLet("edit"), handle: isLet("handle"), connect: isLet("connect"), pay: isLet("pay") };
}
