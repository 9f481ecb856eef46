import type { MeltQuote, MintPort, Refused, Signed } from "../../gateways/mint/port.ts";
import type { OpenOp } from "./open-op.ts";

/** Sends the very request of an operation. Throws what the port throws; then it is not known what became of it. */
export async function ask(mint: MintPort, op: OpenOp): Promise<Signed | MeltQuote | Refused> {
  const { inputs, outputs, signature = "" } = op.body;
  if (op.kind === "swap") return mint.swap({ inputs, outputs });
  const quoteId = op.quote_id ?? "";
  return op.kind === "mint"
    ? mint.mint({ quoteId, outputs, signature })
    : mint.melt({ quoteId, inputs, blanks: outputs });
}
