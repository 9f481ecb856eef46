import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import type { KeysetHeld } from "../../../../app/ecash/read-wallet.ts";
import { Button } from "../../../components/button.ts";
import type { ButtonProps } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Short } from "../../../components/copy-field.ts";
import { ErrorSummary } from "../../../components/error-summary.ts";
import { Facts } from "../../../components/facts.ts";
import { Notice } from "../../../components/notice.ts";
import { Section } from "../../../components/section.ts";
import { Table } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import type { FormError } from "../../labelled.ts";
import { ProveIt } from "../../money/prove-it.ts";
import { ownerPage } from "../frame.ts";
import { LimitFields, withLabels } from "./limit-fields.ts";
import type { MintForm } from "./limit-fields.ts";
import { mintHref, MintState } from "./mint-state.ts";
import { QuarantineCard } from "./quarantine-card.ts";
import { shortUrl } from "./short-url.ts";
import { TurnKeysCard } from "./turn-keys-card.ts";
import { KeysetState } from "./wallet-sections.ts";

/** What can be done with a mint. */
export const MINT_CHANGES = ["on", "off", "release", "limits"] as const;

export interface MintProps {
  mint: ListedMint;
  keysets: readonly KeysetHeld[];
  form: MintForm;
  errors: readonly FormError[];
  /** Why what was asked for was not done. */
  problem?: string | undefined;
  said: "added" | "turn" | (typeof MINT_CHANGES)[number] | undefined;
  /** Whether the hub can tell the mint what to do. */
  isOperated: boolean;
}

/** One mint: what is taken of it, its keysets, and what can be changed. */
export function mintPage(page: Page, props: MintProps): string {
  const { t, viewer } = page;
  const { mint, problem, said } = props;
  const frame = {
    tab: "ecash",
    title: shortUrl(mint.url),
    back: { href: "/owner/ecash", label: t("ecash.title") },
    notice: said === undefined ? undefined : t(`ecash.said.${said}`),
  } as const;
  const mayChange = viewer.may("ecash.mints") && viewer.hasProved;
  return ownerPage(page, frame, () => [
    ErrorSummary({ errors: withLabels(page, props.errors) }),
    problem !== undefined && Notice({ tone: "bad", text: problem }),
    viewer.may("ecash.mints") && !viewer.hasProved && ProveIt({ wanted: mintHref(mint.url) }),
    mint.state === "quarantined" && QuarantineCard({ mint, release: mayChange && Change(mint, "release") }),
    About(mint, mayChange),
    mayChange && !mint.isOwn && Limits(props),
    Keysets(props),
    mayChange && mint.isOwn && props.isOperated && TurnKeysCard({ url: mint.url, keysets: props.keysets }),
  ]);
}

function About(mint: ListedMint, mayChange: boolean): Html {
  const { t, format } = usePage();
  const limits = [
    { name: t("ecash.mint.payment"), value: format.sats(mint.paymentCapMsat) },
    { name: t("ecash.mint.cap"), value: format.sats(mint.capMsat) },
    { name: t("ecash.mint.way"), value: format.sats(mint.onItsWayMsat) },
  ];
  return html`<div class="stack">
    ${Facts({
      facts: [
        { name: t("ecash.mint.address"), value: html`<span class="typed">${mint.url}</span>` },
        { name: t("ecash.mints.state"), value: MintState(mint) },
        { name: t("ecash.mint.whose"), value: t(mint.isOwn ? "ecash.mint.whose.own" : "ecash.mint.whose.foreign") },
        ...(mint.isOwn ? [] : limits),
      ],
    })}
    ${mint.isOwn && mint.state === "on" && html`<p class="soft">${t("ecash.mint.off.own")}</p>`}
    ${mayChange && mint.state === "on" && Change(mint, "off")}
    ${mayChange && mint.state === "off" && Change(mint, "on")}
  </div>`;
}

const BUTTONS = {
  on: ["ecash.mint.on", { kind: "primary", icon: "check" }],
  off: ["ecash.mint.off", { icon: "ban" }],
  release: ["ecash.quarantine.release", {}],
} as const satisfies Record<string, readonly [string, Partial<ButtonProps>]>;

function Change({ url }: ListedMint, change: keyof typeof BUTTONS): Html {
  const [label, look] = BUTTONS[change];
  return html`<form class="row" method="post" action=${`/owner/ecash/mint/${change}`}>
    <input type="hidden" name="url" value=${url} />
    ${Button({ label: usePage().t(label), ...look })}
  </form>`;
}

function Limits({ mint, form, errors }: MintProps): Html {
  const { t } = usePage();
  return Card({
    title: t("ecash.mint.limits"),
    children: html`<form class="form" method="post" action="/owner/ecash/mint/limits">
      <input type="hidden" name="url" value=${mint.url} />
      ${LimitFields({ form, errors })}
      <div class="row">${Button({ label: t("ecash.mint.limits.save") })}</div>
    </form>`,
  });
}

function Keysets({ keysets }: MintProps): Html {
  const { t, format } = usePage();
  return Section({
    id: "keysets",
    title: t("ecash.mint.keysets"),
    children:
      keysets.length === 0
        ? html`<p class="soft">${t("ecash.mint.keysets.none")}</p>`
        : Table<KeysetHeld>({
            caption: t("ecash.mint.keysets"),
            rows: keysets,
            columns: [
              { label: t("ecash.keysets.keyset"), isName: true, cell: ({ id }) => Short({ text: id }) },
              { label: t("ecash.keysets.state"), cell: KeysetState },
              {
                label: t("ecash.keysets.fee"),
                align: "end",
                cell: ({ inputFeePpk }): Slot => format.sats(inputFeePpk, { isExact: true }),
              },
            ],
          }),
  });
}
