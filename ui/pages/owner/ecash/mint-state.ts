import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import { State } from "../../../components/state.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

const TONES = { on: "good", off: "info", quarantined: "bad" } as const;
const ICONS = { on: "circle-check", off: "ban", quarantined: "circle-x" } as const;

/** Whether a mint's e-cash is taken. */
export function MintState({ state }: Pick<ListedMint, "state">): Html {
  return State({ label: usePage().t(`ecash.state.${state}`), tone: TONES[state], icon: ICONS[state] });
}

/** Where a mint is looked at and changed. */
export function mintHref(url: string): string {
  return `/owner/ecash/mint?${new URLSearchParams({ url }).toString()}`;
}
