import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/metrics");

test("the metrics program looks at the data folder of a board when nobody names another", () => {
  assert.match(readFileSync("app/metrics/main.ts", "utf8"), `dataDir = "${facts.board.data}"`);
});
