import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface LiveProps {
  /** Unique on the page: the same part is found again in the fresh page. */
  id: string;
  /** Address of the server-sent events; every message means "look again". Left out where only time tells. */
  events?: string;
  /** Where there are no events: after so many seconds. */
  everySeconds?: number;
  /** The state shown; turning to `paid` is the moment of joy. */
  state: string;
  /** What a screen reader hears when this state arrives. */
  says?: string | undefined;
  /** Nothing will change any more: the island stops listening. */
  isFinal?: boolean;
  children: Slot;
}

/** A part of the page that keeps itself fresh (`live` island). Without scripts, `refreshSeconds` of the document does. */
export function Live({ id, events, everySeconds, state, says, isFinal, children }: LiveProps): Html {
  return html`<div>
    <div id=${id} data-live data-events=${events} data-every=${everySeconds} data-state=${state} data-says=${says} data-final=${isFinal === true ? "" : undefined}>${children}</div>
    <p class="unseen" role="status" data-live-says=${id}></p>
  </div>`;
}
