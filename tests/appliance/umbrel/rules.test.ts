import * as assert from "uvu/assert";
import { facts } from "../../../appliance/facts.ts";
import { problemsOf, rules } from "../../../scripts/umbrel/check.ts";
import { packageOf, type UmbrelPackage } from "../../../scripts/umbrel/read-package.ts";
import { suite } from "../../support/suite.ts";
import { assembled } from "./assembled.ts";
import { type Plant, plants } from "./plants.ts";

const test = suite("appliance/umbrel/rules");

const app = await assembled();

test("Umbrel takes the folder that the script assembles", () => {
  assert.equal(problemsOf(app), []);
});

test("the app has the id, version and port of every other package", () => {
  const { id, version, port } = app.manifest;
  assert.equal({ id, version, port }, { id: facts.id, version: facts.version, port: facts.ports.umbrel });
});

function planted({ file, from, to, isExecutable }: Plant): UmbrelPackage {
  const there = app.files.get(file) ?? { text: "", isExecutable: false };
  if (from !== undefined) assert.ok(there.text.includes(from), `${file} has no ${from}`);
  const text = from === undefined ? to : there.text.replace(from, to);
  const files = new Map(app.files).set(file, { text, isExecutable: isExecutable ?? there.isExecutable });
  return packageOf(app.folder, files);
}

for (const plant of plants) {
  test(`Umbrel's rule is kept: ${plant.breaks} (${plant.to.trim() || `without ${plant.from ?? plant.file}`})`, () => {
    const problems = problemsOf(planted(plant));
    assert.ok(
      problems.some((each) => each.startsWith(`${plant.breaks}: `)),
      `found only ${problems.join("; ")}`,
    );
  });
}

test("no rule is there that nothing was found to break", () => {
  const broken = new Set(plants.map(({ breaks }) => breaks));
  assert.equal(
    rules.filter(({ words }) => !broken.has(words)).map(({ words }) => words),
    [],
  );
});
