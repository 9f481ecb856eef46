import type { CredentialKind } from "../../../app/db/schema.ts";
import { Card } from "../../components/card.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { Elsewhere } from "./elsewhere.ts";
import { KeyForm } from "./key-form.ts";
import { PasskeyForm } from "./passkey-form.ts";
import type { KeyWays } from "./ways.ts";

export interface KeyButtonsProps {
  base: string;
  wanted: string;
  ways: KeyWays;
  verb: "sign-in" | "prove";
  /** The kinds that this person has; everybody's when nobody is known yet. */
  kinds: readonly CredentialKind[];
}

export const ALL_KINDS: readonly CredentialKind[] = ["passkey", "lnurl", "google"];

/** Every kind of key that opens something here, the quickest first. */
export function KeyButtons({ base, wanted, ways, verb, kinds }: KeyButtonsProps): Html {
  const { t } = usePage();
  const has = (kind: CredentialKind) => kinds.includes(kind);
  const common = { base, wanted };
  return Card({
    title: t(`keys.${verb}.title`),
    children: html`<div class="stack">
      ${verb === "sign-in" && html`<p class="soft">${t("keys.sign-in.text")}</p>`}
      ${has("passkey") && ways.passkeyHost !== undefined && PasskeyForm({ ...common, label: t(`keys.${verb}.passkey`) })}
      ${has("lnurl") && KeyForm({ ...common, kind: "wallet", label: t(`keys.${verb}.lnurl`) })}
      ${has("google") && ways.google === "here" && KeyForm({ ...common, kind: "google", label: t(`keys.${verb}.google`) })}
      ${Elsewhere({
        lacksPasskey: has("passkey") && ways.passkeyHost === undefined,
        lacksGoogle: has("google") && ways.google === "elsewhere",
        address: ways.betterAddress,
      })}
    </div>`,
  });
}
