import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getWalletInfo } from "lightning";
import { startStack } from "../regtest/stack.ts";
import { keepTable } from "./keep-table.ts";
import { describeMachine } from "./machine.ts";
import { measureAll } from "./measure-all.ts";
import { full, quick } from "./amounts.ts";
import { tableOf } from "./table.ts";

const USAGE = `node scripts/bench/main.ts [--quick] [--write] [--peer lnbits]

Measures the hub on real bitcoind and LND and prints one table. Ends with code 1 when a budget is missed.

  --quick        fewer repetitions: to see that it works, not to judge by
  --write        keep the table in docs/performance.md
  --peer lnbits  measure LNbits on the same LND as well (installed from PyPI the first time)
`;

const DEADLINE_MS = { alone: 900_000, withPeer: 1_140_000 };

/** Runs everything and answers with the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean" },
      write: { type: "boolean" },
      peer: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true || (values.peer !== undefined && values.peer !== "lnbits")) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  buildUi();
  const stack = await startStack();
  const deadline = setTimeout(
    () => giveUp(stack.stop),
    values.peer === undefined ? DEADLINE_MS.alone : DEADLINE_MS.withPeer,
  );
  try {
    const { version } = await getWalletInfo({ lnd: stack.shop.lnd });
    const rows = await measureAll(stack, {
      amounts: values.quick === true ? quick : full,
      withPeer: values.peer === "lnbits",
      say,
    });
    const [machine, table] = [describeMachine(version), tableOf(rows)];
    process.stdout.write(`\n${machine}\n${table}`);
    if (values.write === true) keepTable(machine, table);
    return rows.every(({ isKept }) => isKept) ? 0 : 1;
  } finally {
    clearTimeout(deadline);
    await stack.stop();
  }
}

/** The hub serves what is built; a bench of yesterday's pages would mislead. */
function buildUi(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, "..", "build-ui.ts")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function say(what: string): void {
  process.stderr.write(`measuring ${what} ...\n`);
}

/** Something hangs: the network is stopped here, the hub by its watchdog. */
function giveUp(stop: () => Promise<void>): void {
  process.stderr.write("the bench took too long and is given up\n");
  void stop().finally(() => process.exit(1));
}

process.exitCode = await main();
