import { suite } from "../../../support/suite.ts";

const test = suite("planted/closes-badly");

test("one and one are two", () => undefined);

test.after(() => {
  throw new Error("the database is still in use");
});
