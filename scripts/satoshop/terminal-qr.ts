import { renderUnicodeCompact } from "uqr";

/** ISO/IEC 18004 asks for four empty modules around the code. */
const QUIET_ZONE = 4;

/** A QR code in block characters, two modules high each: right for light text on a dark ground, as consoles have it. */
export function terminalQr(text: string): string {
  return renderUnicodeCompact(text, { ecc: "L", border: QUIET_ZONE });
}
