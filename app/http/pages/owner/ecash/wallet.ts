import type { ContentfulStatusCode } from "hono/utils/http-status";
import { addMint } from "../../../../ecash/add-mint.ts";
import { listMints } from "../../../../ecash/list-mints.ts";
import { countBlocked } from "../../../../ecash/list-ops.ts";
import { heldInAll } from "../../../../ecash/on-its-way.ts";
import { readOfflineRule } from "../../../../ecash/offline-rule.ts";
import { readWallet } from "../../../../ecash/read-wallet.ts";
import { MSAT_PER_SAT } from "../../../../domain/money.ts";
import { isRefused, refusals, refuse } from "../../../../domain/refusal.ts";
import { ecashPage, noEcashPage } from "../../../../../ui/pages/owner/ecash/ecash-page.ts";
import type { MintForm } from "../../../../../ui/pages/owner/ecash/limit-fields.ts";
import type { OfflineForm } from "../../../../../ui/pages/owner/ecash/offline-card.ts";
import { mintHref } from "../../../../../ui/pages/owner/ecash/mint-state.ts";
import type { Hub, HubContext } from "../../../context.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import type { FormError } from "../../field-errors.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";
import { limitsIn, typedIn } from "./limits-in.ts";
import { whyNot } from "./why-not.ts";

type Tried = { form?: MintForm; offline?: OfflineForm; errors: FormError[]; status: ContentfulStatusCode };

/** Little enough to lose, and enough for most orders. */
const FIRST: MintForm = { address: "", payment: "20000", cap: "100000" };

export async function showEcash(c: HubContext, hub: Hub, tried?: Tried): Promise<Response> {
  const page = pageOf(c, hub);
  if (hub.ecash === undefined) return showPrivate(c, noEcashPage(page));
  const text = ecashPage(page, {
    wallet: await readWallet(hub.db, hub.clock()),
    mints: await listMints(hub.db),
    blocked: await countBlocked(hub.db),
    form: tried?.form ?? FIRST,
    offline: tried?.offline ?? (await offlineNow(hub)),
    heldMsat: await heldInAll(hub.db),
    errors: tried?.errors ?? [],
    isSaved: c.req.query("said") === "offline",
  });
  return showPrivate(c, text, tried?.status ?? 200);
}

async function offlineNow({ db }: Hub): Promise<OfflineForm> {
  const { saleCapMsat, totalCapMsat } = await readOfflineRule(db);
  return { sale: (saleCapMsat / MSAT_PER_SAT).toString(), total: (totalCapMsat / MSAT_PER_SAT).toString() };
}

/** Puts a mint on the list; whatever speaks against it stands at the field it is about. */
export async function add(c: HubContext, hub: Hub): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const { t } = pageOf(c, hub);
  const form = typedIn(await readForm(c));
  const limits = limitsIn(t, form);
  const missing = form.address === "" ? [{ name: "address", message: t("errors.field.required") }] : [];
  if ("errors" in limits || missing.length > 0)
    return showEcash(c, hub, { form, errors: [...missing, ...("errors" in limits ? limits.errors : [])], status: 422 });
  const deps = { ...ecash, checkAddress: hub.checkReceiver };
  const added = await addMint(deps, { address: form.address, ...limits }, actorOf(c, hub));
  if (!isRefused(added)) return c.redirect(`${mintHref(added.url)}&said=added`, 303);
  const [status] = refusals[added.reason];
  return showEcash(c, hub, { form, errors: [{ name: "address", message: whyNot(t, added) }], status });
}
