import * as assert from "uvu/assert";
import { rejects, suite } from "./suite.ts";

const test = suite("tests/support/suite");

test("a rejection is seen, and a promise that is kept is not taken for one", async () => {
  assert.is((await rejects(Promise.reject(new Error("no")))).message, "no");
  const kept = await rejects(Promise.resolve(1)).catch((error: unknown) => error);
  assert.instance(kept, Error);
});
