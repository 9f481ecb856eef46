import { recordAct } from "../accounts/record-act.ts";
import type { By } from "../db/append-event.ts";
import { transact } from "../db/transact.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { AddressCheck, AddressTrouble } from "../gateways/web/port.ts";
import type { Ecash } from "./ecash.ts";
import { lookAtMint } from "./mints/look-at-mint.ts";
import { limitTrouble } from "./mints/mint-limits.ts";
import type { MintLimits } from "./mints/mint-limits.ts";
import { switchOn } from "./mints/switch-on.ts";
import type { NotOn } from "./mints/switch-on.ts";

type Adding = Ecash & {
  /** Says why nothing would ever be asked at an address. */
  checkAddress?: AddressCheck | undefined;
};

type Refusals = NotOn | Refused<"invalid-input" | "mint-known" | `receiver-${AddressTrouble}`>;

/**
 * Puts another mint on the list: from then on its e-cash pays orders, through the hub's own mint. One that stops
 * answering in the midst of it stays on the list, off, until somebody switches it on.
 */
export async function addMint(
  deps: Adding,
  { address, ...limits }: MintLimits & { address: string },
  by: By,
): Promise<{ kind: "added"; url: string } | Refusals> {
  const wrong = limitTrouble(limits);
  if (wrong !== undefined) return wrong;
  const url = await urlOf(deps, address.trim());
  if (isRefused(url)) return url;
  if (await isListed(deps, url)) return refuse("mint-known");
  const looked = await lookAtMint(deps.db, deps.mintAt(url));
  if (isRefused(looked)) return looked;
  if (!(await write(deps, { url, ...limits }, by))) return refuse("mint-known");
  const on = await switchOn(deps, url, async () => undefined);
  return isRefused(on) ? on : { kind: "added", url };
}

/** As mints are compared. */
async function urlOf(
  { kit, checkAddress }: Adding,
  address: string,
): Promise<string | Refused<`receiver-${AddressTrouble}`>> {
  const parsed = URL.parse(address);
  const isPlain = parsed !== null && `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === "";
  if (!isPlain || !/^https?:$/.test(parsed.protocol)) return refuse("receiver-not-https");
  const trouble = await checkAddress?.(address);
  return trouble === undefined ? kit.sameUrl(address) : refuse(`receiver-${trouble}`);
}

async function isListed({ db }: Adding, url: string): Promise<boolean> {
  const row = await db.selectFrom("mint").select("url").where("url", "=", url).executeTakeFirst();
  return row !== undefined;
}

/** Off, until its keys are pinned. False when somebody else was quicker. */
async function write(deps: Adding, { url, paymentCapMsat, capMsat }: MintLimits & { url: string }, by: By) {
  const now = deps.clock();
  const limits = { payment_cap_msat: paymentCapMsat, cap_msat: capMsat };
  return transact(deps.db, async (tx) => {
    const added = await tx
      .insertInto("mint")
      .values({ url, kind: "foreign", state: "off", reason: "", created_at_ms: now, updated_at_ms: now, ...limits })
      .onConflict((conflict) => conflict.column("url").doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) return false;
    // A mint's address is in every payment request: it is nobody's secret.
    const body = { mint: url, paymentCapMsat: paymentCapMsat.toString(), capMsat: capMsat.toString() };
    await recordAct(tx, deps, by, { type: "mint.added", stream: "mints", body });
    return true;
  });
}
