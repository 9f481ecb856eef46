import { html } from "../../html.ts";
import type { Html } from "../../html.ts";

/** Name, address and contact as they were typed, line by line. */
export function Address({ name, address, contact }: { name: string; address: string; contact: string }): Html {
  const lines = [name, address, contact].filter((line) => line !== "");
  return html`<address class="typed">${lines.join("\n")}</address>`;
}
