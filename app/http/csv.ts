/** What a spreadsheet would take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A figure that the hub itself has written, so that it can be added up, below zero too. */
export type Figure = { figure: string };

/** Tells spreadsheets that the text is UTF-8; without it they take Korean names for something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of comma-separated values (RFC 4180). */
export function csvLine(cells: readonly (string | Figure)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: string | Figure): string {
  if (typeof cell !== "string") return cell.figure;
  const plain = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
