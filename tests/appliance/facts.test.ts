import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { table } from "../../app/settings/table.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/facts");

test("every package opens the ports at which the hub listens by itself", () => {
  assert.is(String(facts.ports.shop), table.PORT.fallback);
  assert.is(String(facts.ports.desk), table.ADMIN_PORT.fallback);
});

test("no two doors of a package share a port", () => {
  const ports = Object.values(facts.ports);
  assert.is(new Set(ports).size, ports.length);
});
