const LONGEST = 80;

/** A person's name as it may be kept: one line, nothing invisible, not too long. */
export function cleanName(typed: string): string {
  return typed.normalize("NFC").replaceAll(/\p{C}/gu, "").trim().slice(0, LONGEST);
}
