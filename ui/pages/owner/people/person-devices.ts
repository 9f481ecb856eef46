import type { Device } from "../../../../app/accounts/list-sessions.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Table } from "../../../components/table.ts";
import type { Column } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { PersonProps } from "./person-page.ts";

/** Where somebody is signed in; whoever may manage people can end that. */
export function PersonDevices({ person, devices }: PersonProps): Html {
  const { t, viewer } = usePage();
  const title = t("people.person.devices");
  if (devices.length === 0)
    return Card({ title, children: html`<p class="soft">${t("people.person.devices.none")}</p>` });
  const mayEnd = viewer.may("people.manage") && viewer.hasProved;
  const base = `/owner/people/${person.id}/devices`;
  const table = Table<Device>({
    caption: title,
    rows: devices,
    columns: [...columns(), ...(mayEnd ? [end(base)] : [])],
  });
  const all = html`<form class="row" method="post" action=${`${base}/end-all`}>
    ${Button({ label: t("people.person.devices.end-all"), icon: "log-out" })}
  </form>`;
  return Card({ title, children: [table, mayEnd && all] });
}

function columns(): Column<Device>[] {
  const { t, format, nowMs } = usePage();
  return [
    { label: t("account.devices.device"), isName: true, cell: deviceName },
    { label: t("account.devices.door"), cell: ({ door }) => t(`account.door.${door}`) },
    { label: t("account.devices.seen"), cell: ({ lastSeenAtMs }) => format.relative(lastSeenAtMs, nowMs) },
  ];
}

function end(base: string): Column<Device> {
  const { t } = usePage();
  return {
    label: t("account.devices.action"),
    cell: (device) =>
      html`<form method="post" action=${`${base}/${device.sessionId}/end`}>
        ${Button({ label: t("account.devices.end"), spoken: t("account.devices.end.of", { device: deviceName(device) }), kind: "danger" })}
      </form>`,
  };
}

function deviceName({ device }: Device): string {
  return device === "" ? usePage().t("account.devices.unknown") : device;
}
