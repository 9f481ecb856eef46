import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";

export interface CountdownProps {
  label: string;
  /** When it ends. */
  untilMs: number;
  /** When it began; gives the bar its length. */
  sinceMs: number;
}

/** Below this the figure turns red. */
const HURRY_MS = 60_000;

/**
 * Time left, written by the server's clock and refined by the `countdown` island, which counts from
 * the moment the page arrived, so the visitor's own clock does not matter.
 */
export function Countdown({ label, untilMs, sinceMs }: CountdownProps): Html {
  const { t, format, nowMs } = usePage();
  const leftMs = Math.max(0, untilMs - nowMs);
  return html`<div class="countdown" data-countdown=${leftMs} data-hurry-below=${HURRY_MS} data-over=${t("chrome.time.over")}
    data-hurry=${leftMs < HURRY_MS ? "" : undefined}>
    <div class="countdown-words">
      <span>${label}</span>
      <time class="countdown-left" datetime=${new Date(untilMs).toISOString()} title=${t("chrome.time.until", { time: format.time(untilMs) })}>
        ${leftMs === 0 ? t("chrome.time.over") : format.clock(leftMs)}
      </time>
    </div>
    <progress max=${Math.max(1, untilMs - sinceMs)} value=${leftMs} aria-label=${label}></progress>
  </div>`;
}
