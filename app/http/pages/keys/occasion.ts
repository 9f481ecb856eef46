import type { Occasion } from "../../../accounts/keys/question.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import type { Hub, HubContext } from "../../context.ts";
import { askingBrowser } from "./browser.ts";
import type { Counter } from "./counter.ts";

const LONGEST_PATH = 1_000;

/** What a question at this counter is for. Whoever only comes in is nobody yet, even if somebody is signed in here. */
export function occasionOf(c: HubContext, hub: Hub, { purpose }: Counter, typed: string, host: string): Occasion {
  const personId = purpose === "sign-in" ? undefined : c.get("person")?.id;
  return { purpose, personId, browser: askingBrowser(c, hub), wanted: wantedIn(typed), host };
}

/** A path on this hub; nothing for whatever else was typed. */
export function wantedIn(typed: string): string {
  return typed === "" || typed.length > LONGEST_PATH ? "" : ownPath(typed);
}
