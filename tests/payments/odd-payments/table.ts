import type { Cell } from "./cell.ts";
import { onBoth } from "./on-both.ts";
import { onChain } from "./on-chain.ts";
import { onEcash } from "./on-ecash.ts";
import { onLightning } from "./on-lightning.ts";

/** Every way in which money comes, on every rail, and what becomes of it. `docs/payments.md` is made from it. */
export const ODD_PAYMENTS: readonly Cell[] = [...onLightning, ...onChain, ...onBoth, ...onEcash];
