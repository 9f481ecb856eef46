import { btcText, paymentCode, paymentLink } from "../../payment-uri.ts";
import type { WaysToPay } from "../../payment-uri.ts";
import { CopyField } from "../../components/copy-field.ts";
import { Facts } from "../../components/facts.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Qr } from "../../components/qr.ts";
import type { QrProps } from "../../components/qr.ts";
import { Tabs } from "../../components/tabs.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { MSAT_PER_SAT } from "./due.ts";
import type { WayToPay } from "./view.ts";

export interface CodeProps {
  ways: WaysToPay;
  way: WayToPay;
  /** Path of the order page. */
  address: string;
  /** What the invoice is over. */
  amountMsat: bigint;
  /** The practice buyer's buttons. */
  sandbox: Slot;
}

/** The way that is shown: the one that was asked for, if there is a choice; otherwise the only one. */
export function chosenWay(asked: WayToPay, { bolt11, chain }: WaysToPay): WayToPay {
  if (bolt11 === undefined) return "chain";
  return chain === undefined ? "lightning" : asked;
}

/** One code for every wallet, and one for each rail because some wallets read nothing else. */
export function Code(props: CodeProps): Html {
  const { ways, way, sandbox } = props;
  const { t } = usePage();
  const code = codeOf(props);
  const link = paymentLink(shown(ways, way));
  return html`<div class="pay-code">
    ${code !== undefined && Qr(code)} ${hasChoice(ways) && WayTabs(props)}
    <p class="pay-scan">${t(way === "lightning" ? "checkout.scan" : `rails.scan.${way}`)}</p>
    ${hasChoice(ways) && Amounts(props)} ${sandbox}
    ${link !== undefined && LinkButton({ href: link, label: t(hasChoice(ways) && way !== "all" ? `rails.open.${way}` : "checkout.open-wallet"), kind: sandbox === false ? "primary" : "plain", size: "large", icon: "wallet", isWide: true })}
    ${CopyFields(props)}
    ${way !== "lightning" && html`<p class="soft small">${t("rails.chain.hint")}</p>`}
  </div>`;
}

/** What the code says, and what scanning it does. */
export function codeOf({ ways, way, amountMsat }: Pick<CodeProps, "ways" | "way" | "amountMsat">): QrProps | undefined {
  const { t, format } = usePage();
  const text = paymentCode(shown(ways, way));
  if (text === undefined) return undefined;
  const sent = way === "lightning" || ways.chain === undefined ? amountMsat : ways.chain.amountSat * MSAT_PER_SAT;
  const amount = format.sats(sent);
  return { text, label: t(way === "lightning" ? "checkout.qr.label" : `rails.qr.${way}`, { amount }) };
}

function hasChoice({ bolt11, chain }: WaysToPay): boolean {
  return bolt11 !== undefined && chain !== undefined;
}

function shown({ bolt11, chain }: WaysToPay, way: WayToPay): WaysToPay {
  return { ...(way === "chain" ? {} : { bolt11 }), ...(way === "lightning" ? {} : { chain }) };
}

const WAYS: readonly WayToPay[] = ["all", "lightning", "chain"];

/** Links, so that the switch works without scripts and survives every fresh look at the page. */
function WayTabs({ way, address }: CodeProps): Html {
  const { t } = usePage();
  const tabs = WAYS.map((each) => ({
    href: each === "all" ? address : `${address}?rail=${each}`,
    label: t(`rails.way.${each}`),
    isHere: each === way,
  }));
  return Tabs({ label: t("rails.ways"), tabs });
}

/** Lightning takes thousandths of a sat, the chain whole sats only. */
function Amounts({ ways, way, amountMsat }: CodeProps): Html {
  const { t, format } = usePage();
  const onChain = (ways.chain?.amountSat ?? 0n) * MSAT_PER_SAT;
  const facts = [
    { name: t("rails.amount.lightning"), value: format.sats(amountMsat, { isExact: true }), way: "lightning" },
    { name: t("rails.amount.chain"), value: format.sats(onChain, { isExact: true }), way: "chain" },
  ];
  return Facts({ facts: facts.filter((fact) => way === "all" || fact.way === way) });
}

function CopyFields({ ways: { bolt11, chain }, way }: CodeProps): Slot {
  const { t } = usePage();
  return [
    bolt11 !== undefined &&
      way !== "chain" &&
      CopyField({ id: "invoice", label: t("checkout.copy-invoice"), value: bolt11 }),
    chain !== undefined &&
      way !== "lightning" && [
        CopyField({ id: "chain-address", label: t("rails.copy.address"), value: chain.address }),
        CopyField({ id: "chain-amount", label: t("rails.copy.amount"), value: btcText(chain.amountSat) }),
      ],
  ];
}
