import type { Order } from "../orders/find-order.ts";
import { requestCoins } from "../ecash/request-coins.ts";
import type { CoinRequest as Asked } from "../ecash/request-coins.ts";
import { walletOrigin } from "./addresses.ts";
import type { Hub, HubContext } from "./context.ts";

export type CoinRequest = Asked & { postTo: string };

/** How what an open order still waits for can be paid with e-cash; undefined when nobody takes any, or nothing is due. */
export async function ecashRequest(
  c: HubContext,
  hub: Hub,
  { state, charge, paidMsat }: Pick<Order, "state" | "charge" | "paidMsat">,
): Promise<CoinRequest | undefined> {
  if (hub.ecash === undefined || state !== "open") return undefined;
  const postTo = `${walletOrigin(c, hub)}/api/v1/charges/${charge.id}/ecash`;
  const asked = await requestCoins(hub.ecash, { chargeId: charge.id, dueMsat: charge.amountMsat - paidMsat, postTo });
  return asked && { ...asked, postTo };
}
