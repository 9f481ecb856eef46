/** What a spreadsheet would take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A plain number is none, whatever its sign; as text it could not be added up. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Tells spreadsheets that the text is UTF-8; without it they take Korean names for something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of comma-separated values (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const plain = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
