import { Amount, PaymentRequest, PaymentRequestTransportType } from "@cashu/cashu-ts";
import { divideUp } from "../../domain/money.ts";
import type { RequestText } from "./port.ts";

/** A payment request (NUT-18) in both of its forms: `creqA…` is known to more wallets, `creqB…` fits a smaller code (NUT-26). */
export const requestText: RequestText = {
  write: ({ id, amountMsat, mints, postTo, lockedTo }) => {
    const request = new PaymentRequest(
      postTo === undefined ? undefined : [{ type: PaymentRequestTransportType.POST, target: postTo }],
      id,
      Amount.from(divideUp(amountMsat, 1_000n)),
      "sat",
      [...mints],
      undefined,
      true,
      lockedTo === undefined ? undefined : { kind: "P2PK", data: lockedTo, tags: [] },
    );
    return { a: request.toEncodedCreqA(), b: request.toEncodedCreqB() };
  },
};
