import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import type { Wallet } from "../../../../app/ecash/read-wallet.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Empty } from "../../../components/empty.ts";
import { ErrorSummary } from "../../../components/error-summary.ts";
import { Field } from "../../../components/field.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { Stats } from "../../../components/stat.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import type { FormError } from "../../labelled.ts";
import { ProveIt } from "../../money/prove-it.ts";
import { errorAt } from "../../money/sending-form.ts";
import { ownerPage } from "../frame.ts";
import { LimitFields, withLabels } from "./limit-fields.ts";
import type { MintForm } from "./limit-fields.ts";
import { MintsSection } from "./mints-section.ts";
import { OfflineCard } from "./offline-card.ts";
import type { OfflineForm } from "./offline-card.ts";
import { aboutEcash, Troubles } from "./troubles.ts";
import { GivenSection, KeysetsSection } from "./wallet-sections.ts";

export interface EcashProps {
  wallet: Wallet;
  mints: readonly ListedMint[];
  /** Operations that are left to a person. */
  blocked: number;
  form: MintForm;
  offline: OfflineForm;
  /** What is held until mints can be asked. */
  heldMsat: bigint;
  errors: readonly FormError[];
  /** The limits without a line were just changed. */
  isSaved: boolean;
}

const BASE = "/owner/ecash";

/** What the hub has in e-cash, and the mints whose e-cash it takes. */
export function ecashPage(page: Page, props: EcashProps): string {
  const { t } = page;
  const frame = {
    tab: "ecash",
    title: t("ecash.title"),
    lead: t("ecash.lead"),
    actions: Further,
    notice: props.isSaved ? t("ecash.offline.saved") : undefined,
  } as const;
  return ownerPage(page, frame, () => [
    ErrorSummary({ errors: withLabels(page, props.errors) }),
    Troubles({ notices: aboutEcash(page, props) }),
    Sums(props),
    MintsSection(props),
    AddMint(props),
    OfflineCard(props),
    KeysetsSection(props),
    GivenSection(props),
  ]);
}

/** What it takes to have some, while the hub has no mint. */
export function noEcashPage(page: Page): string {
  const { t } = page;
  return ownerPage(page, { tab: "ecash", title: t("ecash.title") }, () =>
    Empty({ icon: "coins", title: t("ecash.none.title"), text: t("ecash.none.text") }),
  );
}

function Further(): Html {
  return LinkButton({ href: `${BASE}/journal`, label: usePage().t("ecash.journal.open"), icon: "file-text" });
}

function Sums({ wallet }: EcashProps): Html {
  const { t, format } = usePage();
  const small = (text: string) => html`<span class="soft small">${text}</span>`;
  const givenMsat = wallet.given.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
  const count = wallet.given.reduce((sum, { tokens }) => sum + tokens, 0);
  return Stats({
    stats: [
      { label: t("ecash.sum.held"), value: format.sats(wallet.heldMsat) },
      {
        label: t("ecash.sum.claimed"),
        value: format.sats(wallet.claimedMsat),
        note: wallet.claimedMsat > 0n && small(t("ecash.sum.claimed.hint")),
      },
      {
        label: t("ecash.sum.given"),
        value: format.sats(givenMsat),
        note: count > 0 && small(t("ecash.sum.given.count", { count })),
      },
    ],
  });
}

function AddMint({ form, errors }: EcashProps): Slot {
  const { t, viewer } = usePage();
  if (!viewer.may("ecash.mints")) return undefined;
  if (!viewer.hasProved) return ProveIt({ wanted: BASE });
  return Card({
    title: t("ecash.add.title"),
    children: html`<p class="soft">${t("ecash.add.lead")}</p>
      <form class="form" method="post" action=${`${BASE}/mints`}>
        ${Field({
          kind: "text",
          name: "address",
          label: t("ecash.add.address"),
          hint: t("ecash.add.address.hint"),
          value: form.address,
          inputMode: "url",
          maxLength: 500,
          autocomplete: "off",
          ...errorAt(errors, "address"),
        })}
        ${LimitFields({ form, errors })}
        <div class="row">${Button({ label: t("ecash.add.go"), kind: "primary", size: "large" })}</div>
      </form>`,
  });
}
