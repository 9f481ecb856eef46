/** Reads comma-separated values back (RFC 4180): one record for each line after the first, by the first line's names. */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = rowsOf(text.replace(/^\uFEFF/, ""));
  return rows.map((row) => {
    if (row.length !== names.length) throw new Error(`a line has ${row.length} cells, the first ${names.length}`);
    return Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""]));
  });
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (whole === "" && row.length === 0) break;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
