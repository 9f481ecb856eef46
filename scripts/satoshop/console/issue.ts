import { terminalQr } from "../terminal-qr.ts";

/** What stands above the login prompt: the addresses, the best one first and as a code. */
export function issueOf([best, ...others]: readonly string[]): string {
  if (best === undefined) return escaped("SatoShop Hub: this board has no address in the network yet.\n");
  const lines = ["SatoShop Hub", `  ${best}`, ...others.map((address) => `  ${address}`), "", terminalQr(best), ""];
  return escaped(lines.join("\n"));
}

/** In issue files a backslash begins an order to agetty, and two of them are one. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\");
}
