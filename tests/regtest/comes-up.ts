import * as assert from "uvu/assert";
import type { SharedStack } from "../../scripts/regtest/stack.ts";
import { suite } from "../support/suite.ts";

/** Registers the wait for the nodes as a test of its own: what comes after it has its whole time to itself. */
export function comesUp(name: string, stack: SharedStack): void {
  suite(name)(
    "two nodes with a channel between them come up",
    async () => {
      const { shop, buyer } = await stack.get();
      assert.not.equal(shop.socket, buyer.socket);
    },
    { timeoutMs: 180_000 },
  );
}
