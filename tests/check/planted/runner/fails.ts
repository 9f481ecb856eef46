import { suite } from "../../../support/suite.ts";

const test = suite("planted/fails");

test("one and one are three", () => {
  throw new Error("they are two");
});
