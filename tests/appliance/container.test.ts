import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { contextOf } from "../support/image/context.ts";
import { pairsOf, readDockerfile, wordsOf } from "../support/image/read-dockerfile.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("appliance/container");

const text = readFileSync("Dockerfile.arm64", "utf8");
const instructions = readDockerfile(text);
const last = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
const rests = (name: string) => last.filter((each) => each.name === name).map(({ rest }) => rest);
const environment = Object.fromEntries(rests("ENV").flatMap(pairsOf));

test("the image agrees with every other package", () => {
  const { uid, program, data } = facts.container;
  for (const [name, value] of Object.entries(facts.environment)) assert.is(environment[name], value, name);
  assert.is(environment["PORT"], String(facts.ports.shop));
  assert.is(environment["ADMIN_PORT"], String(facts.ports.desk));
  assert.is(environment["DATA_DIR"], data);
  assert.equal(rests("USER"), [`${uid}:${uid}`]);
  assert.equal(rests("WORKDIR"), [program]);
  assert.equal(rests("VOLUME"), [data]);
  assert.equal(rests("EXPOSE"), [`${facts.ports.shop} ${facts.ports.desk}`]);
  assert.equal(rests("CMD").map(wordsOf), [["node", ...facts.nodeFlags, "app/main.ts"]]);
});

test("the image says what it is, in the words of the package", () => {
  const labels = Object.fromEntries(rests("LABEL").flatMap(pairsOf));
  assert.is(labels["org.opencontainers.image.title"], facts.name);
  assert.is(labels["org.opencontainers.image.version"], facts.version);
});

test("no secret is built into the image", () => {
  assert.equal(
    Object.keys(environment).filter((name) => /KEY|PASSWORD|TOKEN|SECRET|LOGIN|URL$/.test(name)),
    [],
  );
});

test("what a builder is sent is what the image is made of, and never data, keys or settings", () => {
  const find = contextOf(process.cwd());
  for (const path of ["data/hub.sqlite", ".env", ".env.age", ".git/config", "node_modules/x", "dist/ui/manifest.json"])
    assert.throws(() => find(path), /is not in the context/);
  assert.ok(find("app/main.ts").endsWith("/app/main.ts"));
});

test("an instruction that the builder of tests does not know fails", async () => {
  for (const line of ["ONBUILD RUN true", "ADD https://x.example/ /", 'SHELL ["/bin/sh"]', "run true"])
    await rejects((async () => readDockerfile(`FROM x\n${line}\n`))(), /has an instruction that is not understood/);
});
