import { suite } from "../../../support/suite.ts";

const test = suite("planted/exits");

test("the process ends in the middle", () => process.exit(0));
