import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandboxNode, type SandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { testClock, type TestClock } from "../../support/world.ts";

export interface TestSandbox {
  node: SandboxNode;
  folder: string;
  clock: TestClock;
  close(): void;
}

/** A sandbox node in a folder of its own, which `close` removes. */
export function openTestSandbox(): TestSandbox {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-sandbox-"));
  const clock = testClock();
  const node = openSandboxNode({ folder, clock, random: randomBytes });
  return {
    node,
    folder,
    clock,
    close: () => {
      node.close();
      rmSync(folder, { recursive: true });
    },
  };
}
