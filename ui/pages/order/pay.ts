import { Button } from "../../components/button.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Countdown } from "../../components/countdown.ts";
import { Icon } from "../../components/icon.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { Coming, TakenBack } from "./coming.ts";
import { dueOf } from "./due.ts";
import type { Due } from "./due.ts";
import { HubFeeNote } from "./hub-fee.ts";
import { CannotArrive, withoutLightning } from "./cannot-arrive.ts";
import { Code, chosenWay, codeOf } from "./pay-code.ts";
import { PasteToken } from "./paste-token.ts";
import { PayHelp } from "./pay-help.ts";
import { PaySandbox } from "./pay-sandbox.ts";
import type { OrderView, WayToPay } from "./view.ts";

/** An order that waits for its money: one amount, one code, one button. */
export function Pay(view: OrderView): Html {
  const { t } = usePage();
  const due = withoutLightning(dueOf(view.order, view.ecash), view);
  const isWhole = due.hereMsat + due.comingMsat === 0n;
  const isAllComing = due.missingMsat === 0n;
  const amountMsat = isWhole || isAllComing ? view.order.charge.amountMsat : due.missingMsat;
  return html`<div class="pay">
    <h1 class=${isAllComing ? undefined : "pay-title"}>${isAllComing ? t("rails.coming.title") : t("checkout.heading", { stall: view.order.stall.title })}</h1>
    ${Money({ amountMsat, ...(isWhole || isAllComing ? { fiat: view.totalFiat } : {}), size: "huge" })}
    ${isWhole && HubFeeNote(view.order.hubFeeMsat)}
    <div class="pay-now">
      ${TakenBack({ order: view.order, isComing: due.coming.length > 0 })} ${Part(view, due)} ${Now(view, due)}
    </div>
    ${!isAllComing && Cancel(view)}
  </div>`;
}

function Now(view: OrderView, due: Due): Slot {
  const { nowMs } = usePage();
  const isOver = Number(view.order.charge.expiresAtMs) <= nowMs;
  const coming = due.comingMsat > 0n && Coming(due);
  if (due.missingMsat === 0n) return AllComing(view, due);
  if (isOver) return [coming, LastLook()];
  if (hasWay(due)) return [coming, Asking(view, due)];
  return [coming, due.hereMsat + due.comingMsat === 0n ? NodeAway() : NoWayForRest(view, due)];
}

/** The code and all that helps to pay it. */
function Asking(view: OrderView, due: Due): Slot {
  const { t } = usePage();
  const { charge, createdAtMs } = view.order;
  const way = chosenWay(view.way, due.ways);
  const code = { ways: due.ways, way, amountMsat: charge.amountMsat - due.hereMsat };
  return [
    CannotArrive(view, due),
    Code({ ...code, address: view.address, sandbox: Practice(view, due, way) }),
    way === "ecash" && PasteToken(view),
    CopyAnnouncer(),
    Countdown({
      label: t("checkout.left"),
      untilMs: Number(charge.expiresAtMs),
      sinceMs: Number(createdAtMs),
    }),
    html`<p class="waiting">${Icon({ name: "hourglass" })}<span>${t("checkout.waiting")}</span></p>`,
    LooksAgain(),
    PayHelp({ code: codeOf(code), way, contact: view.contact }),
  ];
}

function hasWay({ ways }: Pick<Due, "ways">): boolean {
  return Object.values(ways).some((way) => way !== undefined);
}

function AllComing(view: OrderView, due: Due): Slot {
  const text = due.heldMsat > 0n ? "rails.held.text" : "rails.coming.text";
  return [html`<p>${usePage().t(text)}</p>`, Coming(due), Practice(view, due), Keep(view), LooksAgain()];
}

/** Blocks take their time, so nobody should have to sit and wait here. */
function Keep({ address }: OrderView): Slot {
  const { t, origin } = usePage();
  return [
    CopyField({ id: "address", label: t("order.keep.address"), value: `${origin}${address}` }),
    html`<p class="soft small">${t("rails.coming.keep")}</p>`,
    CopyAnnouncer(),
  ];
}

/** Only what the code that is shown is for. */
function Practice({ isSandbox, address }: OrderView, { ways, coming }: Due, way: WayToPay = "all"): Html | false {
  const isComing = coming.length > 0;
  const hasInvoice = ways.bolt11 !== undefined && (way === "all" || way === "lightning");
  const isPayable = ways.chain !== undefined && (way === "all" || way === "chain");
  const hasRequest = ways.ecash !== undefined && way === "ecash";
  const buttons = { hasInvoice, isPayable, isComing, hasRequest };
  return isSandbox && Object.values(buttons).includes(true) && PaySandbox({ address, ...buttons });
}

/** What of the amount is here or on its way, and what is missing. */
function Part({ order }: OrderView, { hereMsat, comingMsat, missingMsat, ways }: Due): Slot {
  if (hereMsat + comingMsat === 0n || missingMsat === 0n) return undefined;
  const { t, format } = usePage();
  const amount = (msat: bigint) => format.sats(msat, { isExact: true });
  const [here, coming, missing] = [amount(hereMsat), amount(comingMsat), amount(missingMsat)];
  const whole = amount(order.charge.amountMsat);
  const text =
    comingMsat === 0n
      ? t("rails.part.here", { here, whole, missing })
      : hereMsat === 0n
        ? t("rails.part.coming", { coming, whole, missing })
        : t("rails.part.both", { here, coming, whole, missing });
  const how = ways.bolt11 === undefined ? "rails.rest.chain" : "rails.rest.all";
  return Notice({ text, action: hasWay({ ways }) && html`<p>${t(how)}</p>` });
}

function NoWayForRest(view: OrderView, due: Due): Slot {
  const { t, format } = usePage();
  const missing = format.sats(due.missingMsat, { isExact: true });
  const text = t(view.order.charge.chain === undefined ? "rails.rest.away" : "rails.rest.dust", { missing });
  return [
    Notice({ tone: "warn", text }),
    Practice(view, due),
    LooksAgain(),
    PayHelp({ code: undefined, way: "lightning", contact: view.contact }),
  ];
}

function LooksAgain(): Html {
  return html`<noscript><p class="soft small">${usePage().t("checkout.waiting.no-script")}</p></noscript>`;
}

function NodeAway(): Html {
  const { t } = usePage();
  const text = `${t("checkout.node-away.text")} ${t("checkout.node-away.again")}`;
  return Notice({ tone: "warn", title: t("checkout.node-away.title"), text });
}

function LastLook(): Html {
  const { t } = usePage();
  return Notice({ tone: "info", title: t("checkout.checking.title"), text: t("checkout.checking.text") });
}

function Cancel({ address }: OrderView): Html {
  const { t } = usePage();
  return html`<form class="pay-cancel" method="post" action=${`${address}/cancel`}>
    <p class="soft small">${t("order.cancel.hint")}</p>
    ${Button({ label: t("order.cancel.action"), kind: "quiet" })}
  </form>`;
}
