import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Ecash } from "../ecash.ts";
import { signingKeyset } from "./keysets.ts";
import { orWhyNot, unsuited } from "./look-at-mint.ts";
import type { Unsuited } from "./look-at-mint.ts";
import { refreshKeysets } from "./refresh-keysets.ts";

/** Each one's address stands in the code that wallets scan, which has to stay readable. */
const MOST_ON = 8;

export type NotOn = Unsuited | Refused<"mint-silent" | "mint-quarantined" | "mint-changed" | "too-many-mints">;

/** From now on e-cash of a mint that was off is taken. Its keys are looked at first: those that are known must not have changed. */
export async function switchOn(
  deps: Pick<Ecash, "db" | "clock" | "mintAt">,
  url: string,
  record: (tx: Tx) => Promise<void>,
): Promise<"on" | NotOn> {
  const keysets = await orWhyNot(() => refreshKeysets(deps, deps.mintAt(url)));
  if (isRefused(keysets)) return keysets;
  return transact(deps.db, async (tx) => {
    const mint = await tx.selectFrom("mint").select("state").where("url", "=", url).executeTakeFirst();
    if (mint?.state === "quarantined") return refuse("mint-quarantined");
    if (mint?.state !== "off") return refuse("mint-changed");
    if (signingKeyset(keysets) === undefined) return unsuited();
    if ((await countOn(tx)) >= MOST_ON) return refuse("too-many-mints");
    const on = { state: "on", reason: "", updated_at_ms: deps.clock() } as const;
    await tx.updateTable("mint").set(on).where("url", "=", url).where("state", "=", "off").execute();
    await record(tx);
    return "on";
  });
}

async function countOn(tx: Tx): Promise<number> {
  const rows = await tx.selectFrom("mint").select("url").where("state", "=", "on").execute();
  return rows.length;
}
