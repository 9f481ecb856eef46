import type { HaltState } from "../../../app/payments/restoration/read-halt.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { ProveIt } from "../money/prove-it.ts";

const BOOKS = "/owner/books";

/** Why nothing is sent, what to look at, and the button by which money leaves again. */
export function HaltCard(halt: HaltState | undefined): Slot {
  if (halt === undefined) return undefined;
  const { t, format } = usePage();
  const backup = format.dateTime(halt.backupAtMs);
  return Card({
    title: t("restored.title"),
    children: [
      html`<p>${t("restored.text", { backup })}</p>`,
      Facts({
        facts: [
          { name: t("restored.backup"), value: backup },
          { name: t("restored.back"), value: format.dateTime(halt.restoredAtMs) },
          { name: t("restored.waiting"), value: halt.waiting },
          { name: t("restored.look-paid"), value: halt.lookPaid },
          { name: t("restored.unseen"), value: halt.unseen },
        ],
      }),
      Steps(halt),
      Lift(halt),
    ],
  });
}

function Steps({ isCompared, unseen }: HaltState): Slot {
  const { t } = usePage();
  return html`<div class="prose"><ol>
    <li>${t(isCompared ? "restored.step.compared" : "restored.step.compare")}</li>
    <li>${t("restored.step.paid")}</li>
    ${unseen > 0 && html`<li>${t("restored.step.unseen")}</li>`}
    <li>${t("restored.step.coins")}</li>
  </ol></div>`;
}

function Lift({ isCompared, lookPaid }: HaltState): Slot {
  const { t, viewer } = usePage();
  if (!viewer.may("sending.resume") || !isCompared) return undefined;
  if (!viewer.hasProved) return ProveIt({ wanted: BOOKS });
  if (lookPaid > 0) return undefined;
  return html`<form method="post" action=${`${BOOKS}/lift`}>
    ${Button({ label: t("restored.lift"), icon: "send" })}
  </form>`;
}

/** Under a payment that looks like something that waits. */
export function IsIt({ id, outgoingId }: { id: string; outgoingId: string | undefined }): Slot {
  const { t, viewer } = usePage();
  if (outgoingId === undefined || !viewer.may("sending.resume")) return undefined;
  if (!viewer.hasProved) return undefined;
  return html`<p>${t("restored.is-it.text")}</p>
    <form method="post" action=${`${BOOKS}/paid`}>
      <input type="hidden" name="finding" value=${id} />
      ${Button({ label: t("restored.is-it"), icon: "check" })}
    </form>`;
}
