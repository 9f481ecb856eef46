const PPM_DIGITS = 4;

/** Reads "2" or "0.25" percent as parts per million, exactly; undefined for anything that is no percentage up to 100. */
export function ppmFrom(percent: string): number | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent);
  if (match === null) return undefined;
  const ppm = Number(`${match[1]}${(match[2] ?? "").padEnd(PPM_DIGITS, "0")}`);
  return ppm <= 1_000_000 ? ppm : undefined;
}

/** The inverse: 20000 → "2". */
export function percentFrom(ppm: number): string {
  const digits = ppm.toString().padStart(PPM_DIGITS + 1, "0");
  const fraction = digits.slice(-PPM_DIGITS).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -PPM_DIGITS) : `${digits.slice(0, -PPM_DIGITS)}.${fraction}`;
}
