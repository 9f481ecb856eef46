import { Field } from "../../components/field.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { errorAt } from "../money/sending-form.ts";

export interface WalletKeyProps {
  /** As typed. */
  walletKey?: string;
  errors?: readonly FormError[];
}

/** Its name in a form. */
export const WALLET_KEY = "wallet-key";

/** Whose wallet alone is to be able to take a token; left empty, it is whoever has it. */
export function WalletKey({ walletKey = "", errors = [] }: WalletKeyProps): Html {
  const { t } = usePage();
  return Field({
    kind: "text",
    name: WALLET_KEY,
    label: t("giving.token.key"),
    hint: t("giving.token.key.hint"),
    value: walletKey,
    maxLength: 100,
    autocomplete: "off",
    isOptional: true,
    ...errorAt(errors, WALLET_KEY),
  });
}
