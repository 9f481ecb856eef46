import type { Problem } from "../../app/http/problem.ts";
import { Facts } from "../components/facts.ts";
import { LinkButton } from "../components/link-button.ts";
import { PageHead } from "../components/page-head.ts";
import { renderPage } from "../document.ts";
import { html } from "../html.ts";
import type { Slot } from "../html.ts";
import type { MessageKey } from "../i18n/translate.ts";
import { usePage } from "../page.ts";
import type { Page } from "../page.ts";

export interface ProblemProps {
  problem: Pick<Problem, "status" | "reason" | "traceId">;
  /** How long to wait before trying again. */
  retryMs?: number;
}

type Words = { title: string; text: string };

/** What went wrong, what it means for the person's money, and what to do now. */
export function problemPage(page: Page, props: ProblemProps): string {
  const { title, text } = wordsFor(page, props);
  return renderPage(page, { title, width: "text", isPrivate: true }, () => [
    PageHead({ title, lead: text }),
    props.problem.status === 500 &&
      Facts({
        facts: [
          { name: page.t("errors.broken.trace"), value: html`<span class="short">${props.problem.traceId}</span>` },
        ],
      }),
    WayOut(props),
  ]);
}

function wordsFor({ t, format }: Page, { problem, retryMs }: ProblemProps): Words {
  const { status, reason } = problem;
  if (reason === "unknown-order") return { title: t("order.wrong-key.title"), text: t("order.wrong-key.text") };
  if (reason === "unknown-product") return { title: t("market.gone.title"), text: t("market.gone.text") };
  if (reason === "not-found") return { title: t("errors.not-found.title"), text: t("errors.not-found.text") };
  if (status === 500) return { title: t("errors.broken.title"), text: t("errors.broken.text") };
  if (status === 429)
    return {
      title: t("errors.busy.title"),
      text: t("errors.busy.text", { seconds: format.duration(retryMs ?? 60_000) }),
    };
  if (reason === "confirm-first") return { title: t("errors.confirm.title"), text: t("errors.reason.confirm-first") };
  if (reason === "recovery-only") return { title: t("errors.recovery.title"), text: t("errors.reason.recovery-only") };
  return { title: t(titles[status] ?? "errors.invalid.title"), text: t(`errors.reason.${reason}`) };
}

const titles: Readonly<Record<number, Extract<MessageKey, `errors.${string}.title`>>> = {
  403: "errors.forbidden.title",
  404: "errors.not-found.title",
  409: "errors.conflict.title",
  410: "errors.gone.title",
  413: "errors.large.title",
  503: "errors.away.title",
};

function WayOut({ problem }: ProblemProps): Slot {
  const { t, path } = usePage();
  if (problem.reason === "confirm-first")
    return html`<div class="row">
      ${LinkButton({ href: `/account/confirm?wanted=${encodeURIComponent(path)}`, label: t("errors.action.confirm"), kind: "primary", icon: "shield-check" })}
    </div>`;
  if (problem.reason === "recovery-only")
    return html`<div class="row">
      ${LinkButton({ href: "/account/recover", label: t("errors.action.recover"), kind: "primary", icon: "key-round" })}
    </div>`;
  const canRetry = problem.status === 503 || problem.status === 429 || problem.status === 500;
  return html`<div class="row">
    ${canRetry && path !== "/" && LinkButton({ href: path, label: t("errors.action.retry"), kind: "primary", icon: "refresh-cw" })}
    ${LinkButton({ href: "/", label: t("errors.action.market"), kind: canRetry ? "plain" : "primary" })}
  </div>`;
}
