import type { NodeInfo } from "../../app/gateways/lightning/port.ts";

/** What to call a node in a sentence; LND tells its commit behind its version. */
export function nameOfNode({ alias, version }: Pick<NodeInfo, "alias" | "version">): string {
  return `${alias} (LND ${version.split(" ", 1)[0]})`;
}
