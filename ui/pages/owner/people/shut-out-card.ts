import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

/** Lets a person in no more. */
export function ShutOutCard({ id }: { id: string }): Html {
  const { t } = usePage();
  return Card({
    title: t("people.person.shut-out"),
    children: html`<form class="stack" method="post" action=${`/owner/people/${id}/shut-out`}>
      <p class="soft">${t("people.person.shut-out.text")}</p>
      <div class="row">${Button({ label: t("people.person.shut-out"), kind: "danger", icon: "ban" })}</div>
    </form>`,
  });
}

/** Takes that back. */
export function LetInCard({ id }: { id: string }): Html {
  const { t } = usePage();
  return Card({
    title: t("people.state.shut-out"),
    children: html`<form class="stack" method="post" action=${`/owner/people/${id}/let-in`}>
      <p class="soft">${t("people.person.let-in.text")}</p>
      <div class="row">${Button({ label: t("people.person.let-in"), icon: "undo-2" })}</div>
    </form>`,
  });
}
