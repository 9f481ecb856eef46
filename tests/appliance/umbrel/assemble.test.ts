import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { assembleStore } from "../../../scripts/umbrel/assemble.ts";
import { readArguments } from "../../../scripts/umbrel/read-arguments.ts";
import { problemsOf } from "../../../scripts/umbrel/check.ts";
import { readPackage } from "../../../scripts/umbrel/read-package.ts";
import { rejects, suite } from "../../support/suite.ts";
import { published } from "./assembled.ts";

const test = suite("appliance/umbrel/assemble");

const folder = mkdtempSync(join(tmpdir(), "satoshop-stores-"));
test.after(() => rmSync(folder, { recursive: true }));

const { image, digest, home } = published;
const all = ["--into", "store", "--image", image, "--digest", digest, "--home", home];
/** The sentence with which a command line is turned down; nothing where it is taken. */
const complaint = (args: string[]): string => {
  const read = readArguments(args);
  return typeof read === "string" ? read : "";
};
const without = (option: string) => all.toSpliced(all.indexOf(option), 2);

test("a store is not made without the digest of what it installs, nor without image, home and folder", () => {
  assert.is(complaint(all), "");
  for (const option of ["--into", "--image", "--digest", "--home"])
    assert.match(complaint(without(option)), new RegExp(`^${option} is needed`));
  assert.match(complaint([...without("--digest"), "--digest", "sha256:5a"]), /^--digest is needed/);
  assert.match(complaint([...without("--image"), "--image", `${image}:0.1.0@${digest}`]), /^--image is needed/);
});

test("a community store's id has the form that Umbrel asks for", () => {
  const idOf = (id: string) => complaint([...all, "--community", id]);
  assert.is(idOf("night-market"), "");
  for (const id of ["Night", "night--market", "night-", "shop1", "umbrel-app-store-night"])
    assert.match(idOf(id), /^--community/, id);
});

test("a community store names itself and has the app under its own id", async () => {
  const into = join(folder, "community");
  const app = await assembleStore({ ...published, into, community: "night-market" });
  assert.is(app, join(into, "night-market-satoshop-hub"));
  assert.match(readFileSync(join(into, "umbrel-app-store.yml"), "utf8"), /^id: night-market\n/);
  assert.equal(problemsOf(readPackage(app)), []);
  assert.match(readFileSync(join(app, "docker-compose.yml"), "utf8"), /APP_HOST: night-market-satoshop-hub_hub_1\n/);
});

test("what Umbrel would not take is not left in the folder", async () => {
  const into = join(folder, "refused");
  await rejects(
    assembleStore({ ...published, into, home: "https://satoshop.example" }),
    /website.*addresses: website/s,
  );
  assert.not(existsSync(into));
});

test("a folder in which something is already is left alone", async () => {
  const into = join(folder, "full");
  mkdirSync(into);
  writeFileSync(join(into, "mine"), "");
  await rejects(assembleStore({ ...published, into }), /is not empty/);
  assert.ok(existsSync(join(into, "mine")));
});
