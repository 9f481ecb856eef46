import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Permission } from "../app/domain/permissions.ts";
import type { Assets } from "./assets.ts";
import type { Locale } from "./i18n/choose.ts";
import type { Format } from "./i18n/format.ts";
import type { Translate } from "./i18n/translate.ts";

/** `auto` follows the person's device. */
export type Theme = "auto" | "light" | "dark";

export type Mode = "sandbox" | "regtest" | "signet" | "mainnet";

/** What the person at the screen may open and do; decides which links and buttons are there, never the rights. */
export interface Viewer {
  isSeller: boolean;
  isSignedIn: boolean;
  /** Where this person finds the owner's desk: empty on this very address, undefined when it is not for them or not here. */
  adminAddress: string | undefined;
  /** Whether this person may do it, if need be after proving again who they are. */
  may: (permission: Permission) => boolean;
  /** Whether that proof is recent enough for what asks for one. */
  hasProved: boolean;
}

/** What every piece of one page shares. Made once per request. */
export interface Page {
  locale: Locale;
  t: Translate;
  format: Format;
  theme: Theme;
  mode: Mode;
  assets: Assets;
  /** Path and query of this page: where a switch of language returns to. */
  path: string;
  /** Scheme and host of the hub, for share pictures; they need whole addresses. */
  origin: string;
  /** What the owner calls this hub. */
  hubName: string;
  /** Things in all baskets of this browser. */
  basketCount: number;
  viewer: Viewer;
  /** The server's clock when the page was made, so that countdowns do not trust the visitor's. */
  nowMs: number;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** The page that is being rendered; a piece outside `renderPage` has none and throws. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error("a component was rendered outside renderPage");
  return page;
}
