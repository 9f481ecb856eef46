import type { HubContext } from "../../context.ts";

/** The person's own page; for who came in by a backup sheet, the only one that is open. */
export function accountPath(c: HubContext): string {
  return c.get("person")?.session?.scope === "recovery" ? "/account/recover" : "/account";
}
