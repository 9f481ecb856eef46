const SHOWN = 6;

/** By what a person tells one sheet from another: the end of its id, which is no secret. */
export function sheetNumber(id: string): string {
  return id.slice(-SHOWN).toUpperCase();
}
