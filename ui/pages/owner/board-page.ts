import type { LastBackup } from "../../../app/backups/last-backup.ts";
import type { BoardFinding } from "../../../app/domain/board-health.ts";
import type { HostReport } from "../../../app/gateways/host/port.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { Notice } from "../../components/notice.ts";
import { Progress } from "../../components/progress.ts";
import { Section } from "../../components/section.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { ownerPage } from "./frame.ts";

export interface BoardProps {
  /** Whether the hub was told of a metrics program at all. */
  isMeasured: boolean;
  /** The last report is so old that the program has stopped. */
  isStale: boolean;
  report: HostReport | undefined;
  findings: readonly BoardFinding[];
  backup: (LastBackup & { isLate: boolean }) | undefined;
  versions: { hub: string; node: string; schema: number; engine: "sqlite" | "postgres" };
}

/** How the machine is: one bar for each thing that can run out, with what to do where one does. */
export function boardPage(page: Page, props: BoardProps): string {
  const { t } = page;
  const frame = {
    tab: "overview",
    title: t("board.title"),
    lead: t("board.lead"),
    back: { href: "/owner", label: t("owner.tab.overview") },
  } as const;
  return ownerPage(page, frame, () => [Trouble(props), Bars(props), Backup(props), Machine(props)]);
}

function Trouble({ isMeasured, isStale, report }: BoardProps): Slot {
  const { t } = usePage();
  if (!isMeasured) return Notice({ title: t("board.off.title"), text: t("board.off.text") });
  if (report !== undefined && !isStale) return undefined;
  return Notice({ tone: "warn", title: t("board.stale.title"), text: t("board.stale.text") });
}

function Bars({ findings, report, isStale }: BoardProps): Slot {
  if (report === undefined || isStale) return undefined;
  return html`<div class="stack">${findings.map((finding) => Bar(finding, report))}</div>`;
}

const TONES = { fine: "good", warn: "warn", bad: "bad" } as const;

/** A bar is full at 100, of percents and degrees alike. */
const FULL = 100;

function Bar({ part, value, level }: BoardFinding, report: HostReport): Html {
  const { t } = usePage();
  return Card({
    title: t(`board.${part}`),
    aside: State({ label: t(`board.level.${level}`), tone: TONES[level] }),
    children: [
      Progress({
        label: t(`board.${part}.bar`),
        done: Math.min(value, FULL),
        all: FULL,
        words: Words(part, value, report),
      }),
      level !== "fine" && html`<p>${t(`board.${part}.do`)}</p>`,
    ],
  });
}

function Words(part: BoardFinding["part"], value: number, { disk, memory }: HostReport): string {
  const { t, format } = usePage();
  if (part === "temperature") return t("board.degrees", { value: format.number(Math.round(value)) });
  const share = format.percent(value / FULL);
  const left = part === "disk" ? disk.free : part === "memory" ? memory.available : undefined;
  return left === undefined ? share : t("board.left", { share, left: format.bytes(left) });
}

function Backup({ backup }: BoardProps): Slot {
  const { t, format, nowMs } = usePage();
  const tone = backup === undefined || backup.isLate ? "warn" : "good";
  const words =
    backup === undefined
      ? t("board.backup.none")
      : t(backup.isLate ? "board.backup.late" : "board.backup.fine", { age: format.relative(backup.madeAtMs, nowMs) });
  return Section({
    id: "backup",
    title: t("board.backup"),
    children: [
      Notice({ tone, text: words }),
      backup !== undefined &&
        Facts({
          facts: [
            { name: t("board.backup.at"), value: format.dateTime(backup.madeAtMs) },
            { name: t("board.backup.file"), value: html`<span class="typed">${backup.file}</span>` },
            { name: t("board.backup.size"), value: format.bytes(backup.bytes) },
            { name: t("board.backup.sealed"), value: t(backup.isEncrypted ? "board.yes" : "board.no") },
          ],
        }),
      html`<p class="soft small">${t("board.backup.note")}</p>`,
    ],
  });
}

function Machine({ report, versions }: BoardProps): Slot {
  const { t, format, nowMs } = usePage();
  const measured =
    report === undefined
      ? []
      : [
          ...(report.model === undefined ? [] : [{ name: t("board.model"), value: report.model }]),
          { name: t("board.cores"), value: format.number(report.cores) },
          { name: t("board.up-since"), value: format.dateTime(Number(report.atMs) - report.uptimeSeconds * 1_000) },
          { name: t("board.measured"), value: format.relative(Number(report.atMs), nowMs) },
        ];
  return Section({
    id: "machine",
    title: t("board.machine"),
    children: Facts({
      facts: [
        ...measured,
        { name: t("board.version.hub"), value: versions.hub },
        { name: t("board.version.node"), value: versions.node },
        { name: t("board.version.schema"), value: `${versions.engine} ${versions.schema}` },
      ],
    }),
  });
}
