import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { Live } from "../../components/live.ts";
import { Notice } from "../../components/notice.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

export const LOOK_AGAIN_SECONDS = 10;

interface UnderWayProps {
  outgoing: readonly OutgoingSummary[];
  children: Slot;
}

/** Money that leaves, and how much of it is on its way: kept fresh until nothing moves any more. */
export function UnderWay({ outgoing, children }: UnderWayProps): Html {
  const { t } = usePage();
  const count = moving(outgoing);
  const isFinal = count === 0;
  return Live({
    id: "under-way",
    everySeconds: LOOK_AGAIN_SECONDS,
    state: `${count} moving`,
    says: isFinal ? t("giving.moving.none") : t("giving.moving", { count }),
    isFinal,
    children: [!isFinal && Notice({ title: t("giving.moving", { count }), text: t("giving.moving.text") }), children],
  });
}

/** For whoever has no scripts. Not on a page where somebody may be typing. */
export function lookAgain(outgoing: readonly OutgoingSummary[]): { refreshSeconds?: number } {
  return moving(outgoing) === 0 ? {} : { refreshSeconds: LOOK_AGAIN_SECONDS };
}

function moving(outgoing: readonly OutgoingSummary[]): number {
  return outgoing.filter(({ state }) => state === "ready" || state === "sending").length;
}
