import type { Device } from "../../../app/accounts/list-sessions.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { State } from "../../components/state.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { AccountProps } from "./account-page.ts";

/** Every browser that is signed in, and the button that ends it there. */
export function DevicesCard({ account, sessionId }: AccountProps): Html {
  const { t, format, nowMs } = usePage();
  const hasOthers = account.devices.some((device) => device.sessionId !== sessionId);
  const table = Table<Device>({
    caption: t("account.devices.title"),
    rows: account.devices,
    columns: [
      { label: t("account.devices.device"), isName: true, cell: (device) => DeviceName({ device, sessionId }) },
      { label: t("account.devices.door"), cell: ({ door }) => t(`account.door.${door}`) },
      {
        label: t("account.devices.seen"),
        cell: ({ lastSeenAtMs, sessionId: id }) =>
          id === sessionId ? t("account.devices.now") : format.relative(lastSeenAtMs, nowMs),
      },
      { label: t("account.devices.action"), cell: (device) => End({ device, sessionId }) },
    ],
  });
  const others = html`<form method="post" action="/account/devices/end-others">
    ${Button({ label: t("account.devices.end-others"), icon: "log-out" })}
  </form>`;
  return html`<div id="devices">
    ${Card({ title: t("account.devices.title"), children: [table, hasOthers && others] })}
  </div>`;
}

type Row = { device: Device; sessionId: string };

function DeviceName({ device, sessionId }: Row): Html {
  const { t } = usePage();
  const name = device.device === "" ? t("account.devices.unknown") : device.device;
  if (device.sessionId !== sessionId) return html`<span>${name}</span>`;
  return html`<span>${name} ${State({ label: t("account.devices.this"), tone: "good" })}</span>`;
}

function End({ device, sessionId }: Row): Slot {
  const { t } = usePage();
  if (device.sessionId === sessionId) return undefined;
  const spoken = t("account.devices.end.of", {
    device: device.device === "" ? t("account.devices.unknown") : device.device,
  });
  return html`<form method="post" action=${`/account/devices/${device.sessionId}/end`}>
    ${Button({ label: t("account.devices.end"), spoken, kind: "danger" })}
  </form>`;
}
