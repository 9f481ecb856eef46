import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface Column<Row> {
  /** Also stands before the value where the table has become cards. */
  label: string;
  cell: (row: Row) => Slot;
  /** Figures stand at the end of the column. */
  align?: "end";
  /** The column that names the row; one per table. */
  isName?: boolean;
}

export interface TableProps<Row> {
  /** What the table shows, for those who do not see it. */
  caption: string;
  isCaptionUnseen?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** Rows and columns; under 640 px each row is a card. The roles are spelled out because `display` would take them away. */
export function Table<Row>({ caption, isCaptionUnseen = true, columns, rows }: TableProps<Row>): Html {
  return html`<div class="table-frame"><table class="table" role="table">
    <caption class=${isCaptionUnseen ? "unseen" : undefined}>${caption}</caption>
    <thead role="rowgroup"><tr role="row">
      ${columns.map((column) => html`<th scope="col" role="columnheader" data-align=${column.align}>${column.label}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${columns.map((column) => cell(column, row))}</tr>`)}</tbody>
  </table></div>`;
}

function cell<Row>(column: Column<Row>, row: Row): Html {
  if (column.isName === true)
    return html`<th scope="row" role="rowheader" data-align=${column.align}>${column.cell(row)}</th>`;
  return html`<td role="cell" data-label=${column.label} data-align=${column.align}>${column.cell(row)}</td>`;
}
