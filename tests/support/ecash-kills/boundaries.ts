import { writeSync } from "node:fs";
import type { Db } from "../../../app/db/database.ts";
import type { Wire } from "../../../app/gateways/mint/cashu-wire.ts";

/** Where a killed hub leaves something half done: around each commit, and around each call that changes something. */
export type Boundaries = {
  /** From now on they are counted, up to the one at which the process kills itself. */
  count(killAt: number | string | undefined): void;
  wire(wire: Wire): Wire;
  watch(db: Db): void;
};

export function newBoundaries(): Boundaries {
  let [passed, fatal]: [number, number | string | undefined] = [0, undefined];
  const pass = (name: string) => {
    passed += 1;
    if (fatal === passed || fatal === name) die(name);
  };
  return {
    count: (killAt) => void ([passed, fatal] = [0, killAt]),
    wire: (wire) => async (method, path, body) => {
      if (method === "GET" || OF_READING.has(path)) return wire(method, path, body);
      pass(`${path} is about to be asked`);
      const answer = await wire(method, path, body);
      pass(`${path} has answered`);
      return answer;
    },
    watch: ({ group }) => {
      const run = group.run.bind(group);
      group.run = async (work, keep) => {
        const written = async (tx: Parameters<typeof work>[0]) => {
          const result = await work(tx);
          pass("a commit is about to be made");
          return result;
        };
        const result = await run(written, keep);
        pass("a commit is made");
        return result;
      };
    },
  };
}

const OF_READING: ReadonlySet<string> = new Set(["/v1/restore", "/v1/checkstate"]);

function die(name: string): never {
  writeSync(1, `${name}\n`);
  process.kill(process.pid, "SIGKILL");
  // Not one more instruction, should the signal take its time.
  for (;;);
}
