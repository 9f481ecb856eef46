import type { AccountKey } from "../../../app/accounts/keys/list-keys.ts";
import { usePage } from "../../page.ts";

/** What a key is called: by its person, or after its kind. */
export function nameOf({ label, kind }: Pick<AccountKey, "label" | "kind">): string {
  return label === "" ? usePage().t(`keys.kind.${kind}`) : label;
}
