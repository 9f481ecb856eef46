import { exportStatement } from "../../../payments/statement/export-statement.ts";
import type { Piece } from "../../../payments/statement/export-statement.ts";
import type { Movement } from "../../../payments/statement/movement.ts";
import type { Whose } from "../../../payments/statement/whose.ts";
import { movementJson } from "../../api/statement.ts";
import type { Hub, HubContext } from "../../context.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../csv.ts";
import type { Figure } from "../../csv.ts";
import { streamText } from "../../stream-text.ts";
import type { NamedPeriod } from "./period.ts";

/** The columns are called the same in every language, so that programs find them. */
const COLUMNS = [
  ["time", "kind", "order", "outgoing", "stall"],
  ["gross_sat", "fee_sat", "net_sat", "balance_sat"],
  ["currency", "gross", "fee", "net", "rate", "rate_source", "rate_time"],
].flat();

/** A whole period as a file that is written while it is read. */
export function sendStatementCsv(c: HubContext, hub: Hub, whose: Whose, period: NamedPeriod): Response {
  return sendFile(c, csvOf(exportStatement(hub.db, whose, period), period), {
    type: "text/csv; charset=utf-8; header=present",
    name: `${nameOf(period)}.csv`,
  });
}

export function sendStatementJson(c: HubContext, hub: Hub, whose: Whose, period: NamedPeriod): Response {
  return sendFile(c, jsonOf(exportStatement(hub.db, whose, period), period), {
    type: "application/json; charset=utf-8",
    name: `${nameOf(period)}.json`,
  });
}

function sendFile(c: HubContext, pieces: AsyncGenerator<string>, { type, name }: { type: string; name: string }) {
  return c.body(streamText(pieces), 200, {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}"`,
    "Cache-Control": "no-store",
  });
}

/** `statement-2026-11`, `statement-2026-11-01-2026-11-15`. */
function nameOf({ query }: NamedPeriod): string {
  return `statement-${query.replaceAll(/[a-z]+=/g, "").replace("&", "-")}`;
}

async function* csvOf(pieces: AsyncGenerator<Piece>, period: NamedPeriod): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS);
  for await (const piece of pieces) {
    if (piece.kind === "movements") yield piece.movements.map((each) => csvLine(cellsOf(each))).join("");
    else yield csvLine(balanceCells(piece, period));
  }
}

const NO_WORTH = ["", "", "", "", "", "", ""];

type Cells = (string | Figure)[];

function balanceCells({ kind, balanceMsat }: Exclude<Piece, { kind: "movements" }>, period: NamedPeriod): Cells {
  const at = kind === "opening" ? period.fromMs : period.untilMs;
  const before = [time(at), kind, "", "", "", "", "", "", sat(balanceMsat)];
  return [...before, ...COLUMNS.slice(before.length).map(() => "")];
}

function cellsOf(movement: Movement): Cells {
  const {
    atMs,
    kind,
    orderId = "",
    outgoingId = "",
    stallId = "",
    grossMsat,
    feeMsat,
    netMsat,
    balanceMsat,
  } = movement;
  const { worth } = movementJson(movement);
  const ofWorth =
    worth === null
      ? NO_WORTH
      : [worth.currency, ...[worth.gross, worth.fee, worth.net, worth.rate].map((figure) => ({ figure }))];
  const ofRate = worth === null ? [] : [worth.rateSource, time(BigInt(worth.rateAtMs))];
  const amounts = [grossMsat, feeMsat, netMsat, balanceMsat].map(sat);
  return [time(atMs), kind, orderId, outgoingId, stallId, ...amounts, ...ofWorth, ...ofRate];
}

function time(atMs: bigint): string {
  return new Date(Number(atMs)).toISOString();
}

/** Exactly, to the msat: `-1999.5`. */
function sat(amountMsat: bigint): Figure {
  const size = amountMsat < 0n ? -amountMsat : amountMsat;
  const part = (size % 1_000n).toString().padStart(3, "0").replace(/0+$/, "");
  return { figure: `${amountMsat < 0n ? "-" : ""}${size / 1_000n}${part === "" ? "" : `.${part}`}` };
}

/** One object, of which only a part is ever in memory. */
async function* jsonOf(pieces: AsyncGenerator<Piece>, { fromMs, untilMs }: NamedPeriod): AsyncGenerator<string> {
  yield `{"fromMs":${fromMs},"untilMs":${untilMs}`;
  let isFirst = true;
  for await (const piece of pieces) {
    if (piece.kind === "opening") yield `,"openingMsat":"${piece.balanceMsat}","movements":[`;
    else if (piece.kind === "closing") yield `],"closingMsat":"${piece.balanceMsat}"}`;
    else {
      const lines = piece.movements.map((each) => JSON.stringify(movementJson(each)));
      yield `${isFirst ? "" : ","}${lines.join(",")}`;
      isFirst = false;
    }
  }
}
