import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { AddressCheck } from "../../gateways/web/port.ts";

export type ReceiverRefused = Refused<"receiver-not-https" | "receiver-private" | "receiver-no-tor">;

/** Why nothing would ever be sent to an address, said when it is given and not days later. */
export async function receiverTrouble(
  { checkReceiver }: { checkReceiver?: AddressCheck | undefined },
  url: string | undefined,
): Promise<ReceiverRefused | undefined> {
  const trouble = url === undefined ? undefined : await checkReceiver?.(url);
  return trouble === undefined ? undefined : refuse(`receiver-${trouble}`);
}
