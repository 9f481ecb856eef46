import { Button } from "../../components/button.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** From when on things are shown; empty for all of them. */
export const SINCE = ["", "day", "week", "month"] as const;

export type Since = (typeof SINCE)[number];

export interface Choice {
  name: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
}

/** A form that asks for the same list, narrower; what is chosen stands in its address. */
export function Narrow({ action, kept, choices }: { action: string; kept: Kept; choices: readonly Choice[] }): Html {
  const { t } = usePage();
  const isNarrow = choices.some(({ value }) => value !== "");
  return Disclosure({
    summary: t("giving.filter.title"),
    isOpen: isNarrow,
    children: html`<form class="form" method="get" action=${action}>
      ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
      <div class="row">${choices.map((choice) => Field({ kind: "select", ...choice, isOptional: false }))}</div>
      <div class="row">${Button({ label: t("giving.filter.show") })}</div>
    </form>`,
  });
}

/** What else stands in the address and stays. */
export type Kept = Readonly<Record<string, string>>;

export function sinceChoice(value: Since): Choice {
  const { t } = usePage();
  const words = {
    "": "giving.filter.all-time",
    day: "giving.filter.day",
    week: "giving.filter.week",
    month: "giving.filter.month",
  } as const;
  const options = SINCE.map((each) => ({ value: each, label: t(words[each]) }));
  return { name: "since", label: t("giving.filter.period"), value, options };
}

/** An address with these in its query; what is empty is left away. */
export function addressWith(base: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? "") !== "");
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given).toString()}`;
}
