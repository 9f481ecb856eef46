import type { ContentfulStatusCode } from "hono/utils/http-status";
import { changeMint } from "../../../../ecash/change-mint.ts";
import type { MintChange } from "../../../../ecash/change-mint.ts";
import { listMints } from "../../../../ecash/list-mints.ts";
import { readWallet } from "../../../../ecash/read-wallet.ts";
import { isRefused, refusals, refuse } from "../../../../domain/refusal.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";
import type { MintForm } from "../../../../../ui/pages/owner/ecash/limit-fields.ts";
import { MINT_CHANGES, mintPage } from "../../../../../ui/pages/owner/ecash/mint-page.ts";
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

type Tried = { form?: MintForm; errors?: FormError[]; problem?: string; status: ContentfulStatusCode };

const SAID = ["added", "turn", ...MINT_CHANGES] as const;

export async function showMint(c: HubContext, hub: Hub, url: string, tried?: Tried): Promise<Response> {
  const mint = (await listMints(hub.db)).find((each) => each.url === url);
  if (hub.ecash === undefined || mint === undefined) return answerProblem(c, refuse("unknown-mint"));
  const { keysets } = await readWallet(hub.db, hub.clock());
  const text = mintPage(pageOf(c, hub), {
    mint,
    keysets: keysets.filter(({ mintUrl }) => mintUrl === url),
    form: tried?.form ?? { address: "", payment: satsOf(mint.paymentCapMsat), cap: satsOf(mint.capMsat) },
    errors: tried?.errors ?? [],
    problem: tried?.problem,
    isOperated: hub.mintOperator !== undefined,
    said: tried === undefined ? SAID.find((each) => each === c.req.query("said")) : undefined,
  });
  return showPrivate(c, text, tried?.status ?? 200);
}

function satsOf(amountMsat: bigint): string {
  return (amountMsat / 1_000n).toString();
}

/** Does what a button of the mint's page asks for, or says there why not. */
export async function change(c: HubContext, hub: Hub, kind: MintChange["kind"]): Promise<Response> {
  const { ecash } = hub;
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const url = sent.text("url");
  const form = typedIn(sent);
  const wanted = wantedIn(t, kind, form);
  if ("errors" in wanted) return showMint(c, hub, url, { form, errors: wanted.errors, status: 422 });
  const changed = await changeMint(ecash, { url, change: wanted }, actorOf(c, hub));
  if (!isRefused(changed)) return c.redirect(`${mintHref(url)}&said=${kind}`, 303);
  if (changed.reason === "unknown-mint") return answerProblem(c, changed);
  return showMint(c, hub, url, { problem: whyNot(t, changed), status: refusals[changed.reason][0] });
}

function wantedIn(t: Translate, kind: MintChange["kind"], form: MintForm): MintChange | { errors: FormError[] } {
  if (kind !== "limits") return { kind };
  const limits = limitsIn(t, form);
  return "errors" in limits ? limits : { kind, ...limits };
}
