import type { Solvency } from "../../../app/ecash/read-solvency.ts";
import { Empty } from "../../components/empty.ts";
import { Facts } from "../../components/facts.ts";
import { Notice } from "../../components/notice.ts";
import { Section } from "../../components/section.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { ownerPage } from "./frame.ts";

export interface SolvencyProps {
  /** Whether anybody can look: without a mint there is nothing, and without its books nobody knows. */
  reading: "on" | "no-mint" | "no-books";
  /** As of the last look. */
  solvency: Solvency | undefined;
}

/** What other people have in e-cash of the hub's mint, and what stands behind it. */
export function solvencyPage(page: Page, props: SolvencyProps): string {
  const { t } = page;
  const frame = {
    tab: "payments",
    title: t("solvency.title"),
    lead: t("solvency.lead"),
    back: { href: "/owner/payments", label: t("owner.payments.title") },
  } as const;
  return ownerPage(page, frame, () => [Body(props), Statement()]);
}

function Body({ reading, solvency }: SolvencyProps): Slot {
  const { t } = usePage();
  if (reading === "no-mint")
    return Empty({ icon: "shield-check", title: t("solvency.none.title"), text: t("solvency.none.text") });
  return [
    reading === "no-books" && Notice({ tone: "warn", title: t("solvency.off.title"), text: t("solvency.off.text") }),
    solvency === undefined
      ? reading === "on" &&
        Empty({ icon: "shield-check", title: t("solvency.unknown.title"), text: t("solvency.unknown.text") })
      : [State(solvency), Figures(solvency), Sums(solvency)],
  ];
}

const TONES = { covered: "good", low: "warn", short: "bad" } as const;

function State({ state, missingMsat, changedAtMs }: Solvency): Html {
  const { t, format } = usePage();
  const words = { time: format.dateTime(changedAtMs), missing: format.sats(missingMsat, { isExact: true }) };
  return Notice({
    tone: TONES[state],
    title: t(`solvency.state.${state}`),
    text: t(`solvency.state.${state}.text`, words),
  });
}

function Figures({ owedMsat, backingMsat, percent, lookedAtMs }: Solvency): Html {
  const { t, format, nowMs } = usePage();
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  const ratio =
    percent === undefined ? t("solvency.ratio.none") : t("solvency.ratio.value", { percent: format.number(percent) });
  const note = html`<span class="soft small">${t("solvency.looked.note")}</span>`;
  return Stats({
    stats: [
      { label: t("solvency.ratio"), value: ratio },
      { label: t("solvency.owed"), value: sats(owedMsat) },
      { label: t("solvency.backing"), value: sats(backingMsat) },
      { label: t("solvency.looked"), value: format.relative(lookedAtMs, nowMs), note },
    ],
  });
}

function Sums({ issuedMsat, redeemedMsat, heldMsat, owedMsat, backingMsat }: Solvency): Html {
  const { t, format } = usePage();
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  const free = backingMsat > owedMsat ? backingMsat - owedMsat : 0n;
  return Section({
    id: "figures",
    title: t("solvency.figures"),
    children: Facts({
      facts: [
        { name: t("solvency.issued"), value: sats(issuedMsat) },
        { name: t("solvency.redeemed"), value: sats(redeemedMsat) },
        { name: t("solvency.outstanding"), value: sats(issuedMsat - redeemedMsat) },
        { name: t("solvency.held"), value: sats(heldMsat) },
        { name: t("solvency.owed"), value: sats(owedMsat) },
        { name: t("solvency.backing"), value: sats(backingMsat) },
        { name: t("solvency.reserve"), value: sats(owedMsat < backingMsat ? owedMsat : backingMsat) },
        { name: t("solvency.free"), value: sats(free) },
      ],
    }),
  });
}

/** What an owner may say of it to others, and what not. */
function Statement(): Html {
  const { t } = usePage();
  return Section({
    id: "statement",
    title: t("solvency.statement.title"),
    children: html`<p>${t("solvency.statement")}</p>`,
  });
}
