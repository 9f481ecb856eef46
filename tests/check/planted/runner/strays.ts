import { suite } from "../../../support/suite.ts";

const test = suite("planted/strays");

test("a promise that nobody waits for", async () => {
  void Promise.reject(new Error("lost on the way"));
  await new Promise((resolve) => setImmediate(resolve));
});
