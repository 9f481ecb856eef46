import { asText } from "./line.ts";
import type { Line } from "./line.ts";
import type { NodePorts } from "./ports.ts";
import { withSpace } from "./torrc.ts";

/** A file for torrc to `%include` where LND is to have an onion service and tor has no control port yet. */
export function torControl(ports: NodePorts): string {
  return asText(torControlLines(ports), withSpace);
}

export function torControlLines({ torControl }: NodePorts): Line[] {
  return [
    {
      option: "ControlPort",
      value: `127.0.0.1:${torControl}`,
      why: "LND asks here for an onion service of its own. It has to show the cookie that Debian's tor writes for its group.",
    },
  ];
}
