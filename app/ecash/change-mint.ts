import { recordAct } from "../accounts/record-act.ts";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { MintTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Ecash } from "./ecash.ts";
import { limitTrouble } from "./mints/mint-limits.ts";
import type { MintLimits } from "./mints/mint-limits.ts";
import { switchOn } from "./mints/switch-on.ts";
import type { NotOn } from "./mints/switch-on.ts";

/**
 * `release`: a person has looked at why a mint was quarantined, and it is a mint like others again; off, so that its
 * e-cash is taken only once it has been switched on as well.
 */
export type MintChange = { kind: "on" | "off" | "release" } | ({ kind: "limits" } & MintLimits);

type Refusals = NotOn | Refused<"unknown-mint" | "own-mint-unlimited" | "invalid-input">;

/** Changes what is taken of a mint. What is on its way to it goes on whatever is changed. */
export async function changeMint(
  deps: Ecash,
  { url, change }: { url: string; change: MintChange },
  by: By,
): Promise<{ kind: "changed" } | Refusals> {
  const mint = await deps.db.selectFrom("mint").select("kind").where("url", "=", url).executeTakeFirst();
  if (mint === undefined) return refuse("unknown-mint");
  if (change.kind === "limits") return changeLimits(deps, url, mint.kind, change, by);
  const record = (type: string) => (tx: Tx) => recordAct(tx, deps, by, { type, stream: "mints", body: { mint: url } });
  if (change.kind === "on") {
    const on = await switchOn(deps, url, record("mint.switched-on"));
    return isRefused(on) ? on : { kind: "changed" };
  }
  return change.kind === "off"
    ? toOff(deps, { url, from: "on", record: record("mint.switched-off") })
    : toOff(deps, { url, from: "quarantined", record: record("mint.released") });
}

type ToOff = { url: string; from: MintTable["state"]; record: (tx: Tx) => Promise<void> };

async function toOff({ db, clock }: Ecash, { url, from, record }: ToOff) {
  return transact(db, async (tx) => {
    const changed = await tx
      .updateTable("mint")
      .set({ state: "off", reason: "", updated_at_ms: clock() })
      .where("url", "=", url)
      .where("state", "=", from)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) return refuse("mint-changed");
    await record(tx);
    return { kind: "changed" } as const;
  });
}

async function changeLimits(deps: Ecash, url: string, kind: MintTable["kind"], limits: MintLimits, by: By) {
  if (kind === "own") return refuse("own-mint-unlimited");
  const wrong = limitTrouble(limits);
  if (wrong !== undefined) return wrong;
  const { paymentCapMsat, capMsat } = limits;
  await transact(deps.db, async (tx) => {
    await tx
      .updateTable("mint")
      .set({ payment_cap_msat: paymentCapMsat, cap_msat: capMsat, updated_at_ms: deps.clock() })
      .where("url", "=", url)
      .where("kind", "=", "foreign")
      .execute();
    const body = { mint: url, paymentCapMsat: paymentCapMsat.toString(), capMsat: capMsat.toString() };
    await recordAct(tx, deps, by, { type: "mint.limited", stream: "mints", body });
  });
  return { kind: "changed" } as const;
}
