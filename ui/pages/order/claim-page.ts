import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { GivenToken } from "../../../app/ecash/tokens-for.ts";
import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Countdown } from "../../components/countdown.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Qr } from "../../components/qr.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Section } from "../../components/section.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { OutgoingTable } from "../money/outgoing-table.ts";
import { CheckSending, SendingFields } from "../money/sending-form.ts";
import type { SendingForm, Understood } from "../money/sending-form.ts";
import { AskToken, TokenCard } from "./token-card.ts";
import { isMoving } from "./token-code.ts";

export interface ClaimCode {
  lnurl: string;
  amountMsat: bigint;
  untilMs: number;
}

export interface ClaimProps {
  /** Path of the order's page, key included. */
  address: string;
  owedMsat: bigint;
  /** What was asked for before, newest first. */
  outgoing: readonly OutgoingSummary[];
  /** Whether the hub's node sends anything by itself. */
  sends: boolean;
  /** What a wallet scans; undefined until somebody asks for it, and once it is used or old. */
  code: ClaimCode | undefined;
  /** Made for this buyer; undefined when the hub gives no e-cash. */
  tokens: readonly GivenToken[] | undefined;
  form: SendingForm;
  /** The public key of a wallet, as typed. */
  walletKey?: string;
  errors: readonly FormError[];
  refused?: RefusalReason;
  isAsked: boolean;
}

/** Where a buyer says where the money goes that is owed to them, and sees where it is. */
export function claimPage(page: Page, props: ClaimProps): string {
  const { t, format } = page;
  const { address, owedMsat, outgoing, errors, refused } = props;
  const lead =
    owedMsat === 0n
      ? t("money.claim.none")
      : t("money.claim.lead", { amount: format.sats(owedMsat, { isExact: true }) });
  return renderPage(
    page,
    {
      title: t("money.claim.title"),
      width: "text",
      isPrivate: true,
      islands: ["copy", "countdown"],
      refreshSeconds: isWaiting(props) ? lookAgainSeconds(props) : undefined,
    },
    () => [
      ErrorSummary({ errors }),
      props.isAsked && Notice({ tone: "good", text: t("money.claim.asked") }),
      refused !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${refused}`) }),
      PageHead({ title: t("money.claim.title"), lead, back: { href: address, label: t("money.claim.back") } }),
      props.tokens?.map(TokenCard),
      owedMsat > 0n && props.sends && Fetch(props),
      // The page looks again while a code is shown, which would take away what is being typed.
      isTyping(props) && props.sends && props.tokens !== undefined && AskToken(props),
      isTyping(props) && Claim(props),
      CopyAnnouncer(),
      outgoing.length > 0 &&
        Section({
          id: "refunds",
          title: t("money.claim.list"),
          children: OutgoingTable({ caption: t("money.claim.list"), outgoing: outgoing.map(forBuyer) }),
        }),
    ],
  );
}

function isTyping({ owedMsat, code }: ClaimProps): boolean {
  return owedMsat > 0n && code === undefined;
}

/** A code is scanned, a token made and taken, without this page. */
function isWaiting(props: ClaimProps): boolean {
  const { code, tokens = [] } = props;
  return code !== undefined || (!isTyping(props) && tokens.some(({ isClaimed }) => !isClaimed));
}

/** A page that is loaded anew closes what was opened on it: a moving code needs some rounds. */
function lookAgainSeconds({ tokens = [] }: ClaimProps): number {
  return tokens.some(({ text = "" }) => isMoving(text)) ? 6 * LOOK_AGAIN_SECONDS : LOOK_AGAIN_SECONDS;
}

/** What somebody wrote about a refund by hand is for the shop alone. */
function forBuyer(outgoing: OutgoingSummary): OutgoingSummary {
  return outgoing.to.kind === "by-hand" ? { ...outgoing, to: { kind: "by-hand", text: "" } } : outgoing;
}

/** The wallet that scans the code first gets the money (LUD-03). */
function Fetch({ address, code }: ClaimProps): Html {
  const { t, format } = usePage();
  const show = html`<form method="post" action=${`${address}/refund/code`}>
    ${Button({ label: t("giving.withdraw.show"), icon: "qr-code" })}
  </form>`;
  return Card({
    title: t("giving.withdraw.title"),
    children: [
      html`<p class="soft">${t("giving.withdraw.text", { minutes: (CODE_MS / 60_000).toString() })}</p>`,
      code === undefined
        ? show
        : html`<div class="pay">
            <p>${t("giving.withdraw.for", { amount: format.sats(code.amountMsat, { isExact: true }) })}</p>
            ${Qr({ text: code.lnurl, label: t("giving.withdraw.title") })}
            ${LinkButton({ href: `lightning:${code.lnurl}`, label: t("giving.withdraw.open"), kind: "primary", icon: "wallet", isWide: true })}
            ${CopyField({ id: "lnurl", label: t("keys.wallet.copy"), value: code.lnurl })}
            ${Countdown({ label: t("keys.wallet.left"), untilMs: code.untilMs, sinceMs: code.untilMs - CODE_MS })}
          </div>`,
    ],
  });
}

/** Once a wallet has fetched the money, the page says so. */
const LOOK_AGAIN_SECONDS = 10;

/** How long a code is good for; gives the bar its length. */
const CODE_MS = 900_000;

function Claim({ address, owedMsat, outgoing, form, errors, sends }: ClaimProps): Slot {
  const { t, format } = usePage();
  const [last] = outgoing;
  const isGivenUp = last?.state === "cancelled" && last.reason !== "taken-back";
  return [
    isGivenUp && Notice({ tone: "warn", text: t("money.claim.again") }),
    !sends && Notice({ tone: "info", text: t("money.claim.by-hand") }),
    SendingFields({
      action: `${address}/refund`,
      form,
      errors,
      hasAmount: false,
      destinationHint: t("money.claim.hint", { amount: format.sats(owedMsat, { isExact: true }) }),
    }),
  ];
}

/** How it was understood, before anything is written. */
export function checkClaimPage(
  page: Page,
  { address, understood }: { address: string; understood: Understood },
): string {
  const { t, format } = page;
  const back = { href: `${address}/refund`, label: t("money.claim.title") };
  const label = t("money.claim.do", { amount: format.sats(understood.amountMsat, { isExact: true }) });
  return renderPage(page, { title: t("money.check.title"), width: "text", isPrivate: true }, () => [
    PageHead({ title: t("money.check.title"), back }),
    CheckSending({ action: back.href, back: back.href, label, understood }),
  ]);
}
