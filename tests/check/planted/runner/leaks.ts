import { createServer } from "node:net";
import { suite } from "../../../support/suite.ts";

const test = suite("planted/leaks");

test("a server that nobody closes", () => {
  createServer().listen(0);
});
