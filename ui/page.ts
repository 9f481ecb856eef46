import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Assets } from "./assets.ts";
import type { Locale } from "./i18n/choose.ts";
import type { Format } from "./i18n/format.ts";
import type { Translate } from "./i18n/translate.ts";

/** `auto` follows the person's device. */
export type Theme = "auto" | "light" | "dark";

export type Mode = "sandbox" | "regtest" | "signet" | "mainnet";

/** Which desks the person at the screen may open; decides the links in the header, never the rights. */
export interface Viewer {
  isSeller: boolean;
  isSignedIn: boolean;
  /** Where this person finds the owner's desk: empty on this very address, undefined when it is not for them or not here. */
  adminAddress: string | undefined;
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
