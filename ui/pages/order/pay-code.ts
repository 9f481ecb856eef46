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
export function chosenWay(asked: WayToPay, ways: WaysToPay): WayToPay {
  const there = railsOf(ways);
  const [first = "lightning"] = there;
  if (asked !== "all") return there.includes(asked) ? asked : first;
  // Without an address there is no one code for several rails.
  return there.length > 1 && ways.chain !== undefined ? "all" : first;
}

type Rail = Exclude<WayToPay, "all">;

function railsOf({ bolt11, chain, ecash }: WaysToPay): Rail[] {
  const there = { lightning: bolt11, chain, ecash };
  return RAILS.filter((rail) => there[rail] !== undefined);
}

const RAILS: readonly Rail[] = ["lightning", "chain", "ecash"];

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
    ${(way === "all" || way === "chain") && html`<p class="soft small">${t("rails.chain.hint")}</p>`}
  </div>`;
}

/** What the code says, and what scanning it does. */
export function codeOf({ ways, way, amountMsat }: Pick<CodeProps, "ways" | "way" | "amountMsat">): QrProps | undefined {
  const { t, format } = usePage();
  const text = paymentCode(shown(ways, way));
  if (text === undefined) return undefined;
  const sat = (way === "ecash" ? ways.ecash : way === "lightning" ? undefined : ways.chain)?.amountSat;
  const sent = sat === undefined ? amountMsat : sat * MSAT_PER_SAT;
  const amount = format.sats(sent);
  return { text, label: t(way === "lightning" ? "checkout.qr.label" : `rails.qr.${way}`, { amount }) };
}

function hasChoice(ways: WaysToPay): boolean {
  return railsOf(ways).length > 1;
}

function shown({ bolt11, chain, ecash }: WaysToPay, way: WayToPay): WaysToPay {
  const isShown = (rail: Rail) => way === "all" || way === rail;
  return {
    ...(isShown("lightning") && { bolt11 }),
    ...(isShown("chain") && { chain }),
    ...(isShown("ecash") && { ecash }),
  };
}

/** Links, so that the switch works without scripts and survives every fresh look at the page. */
function WayTabs({ ways, way, address }: CodeProps): Html {
  const { t } = usePage();
  const all: WayToPay[] = ways.chain === undefined ? [] : ["all"];
  const tabs = [...all, ...railsOf(ways)].map((each) => ({
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
  const inCoins = (ways.ecash?.amountSat ?? 0n) * MSAT_PER_SAT;
  const amounts = { lightning: amountMsat, chain: onChain, ecash: inCoins };
  const facts = railsOf(ways)
    .filter((rail) => way === "all" || way === rail)
    .map((rail) => ({ name: t(`rails.amount.${rail}`), value: format.sats(amounts[rail], { isExact: true }) }));
  return Facts({ facts });
}

function CopyFields({ ways, way }: CodeProps): Slot {
  const { t } = usePage();
  const { bolt11, chain, ecash } = shown(ways, way);
  return [
    bolt11 !== undefined && CopyField({ id: "invoice", label: t("checkout.copy-invoice"), value: bolt11 }),
    chain !== undefined && [
      CopyField({ id: "chain-address", label: t("rails.copy.address"), value: chain.address }),
      CopyField({ id: "chain-amount", label: t("rails.copy.amount"), value: btcText(chain.amountSat) }),
    ],
    ecash !== undefined &&
      way === "ecash" &&
      CopyField({ id: "cashu-request", label: t("rails.copy.request"), value: ecash.forLink }),
  ];
}
