import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { z } from "zod";
import { isSetting } from "../../app/settings/table.ts";
import { facts } from "../../appliance/facts.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/compose");

const Names = z.union([z.array(z.string()), z.record(z.string(), z.unknown())]);
const Service = z.looseObject({
  image: z.string().optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  networks: Names.default([]),
  depends_on: Names.default([]),
});
const File = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()).default({}),
  networks: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.object({ file: z.string() })).default({}),
});
type Service = z.infer<typeof Service>;

const read = (path: string) => File.parse(parse(readFileSync(path, "utf8")));
const files = new Map(globSync("appliance/compose/*.yml").map((path) => [basename(path), read(path)]));
const umbrel = read("appliance/umbrel/docker-compose.yml");
const app = files.get("app.yml");
if (app === undefined) throw new Error("app.yml is missing");

/** Services as a file brings them; in what is laid over app.yml, `hub` is only an addition to app.yml's. */
const services: [name: string, service: Service][] = [...files].flatMap(([file, { services: all }]) =>
  Object.entries(all)
    .filter(([name]) => file === "app.yml" || name !== "hub")
    .map(([name, service]) => [`${file}: ${name}`, service]),
);

const namesOf = (names: z.infer<typeof Names>): string[] => (Array.isArray(names) ? names : Object.keys(names));

test("there is a file for each thing that a shop may want beside the hub", () => {
  assert.equal([...files.keys()].toSorted(), ["app.yml", "cache.yml", "database.yml", "monitoring.yml", "node.yml"]);
});

test("the hub's container agrees with every other package", () => {
  const { image, user, ports, volumes } = Service.parse(app.services["hub"]);
  assert.is(image, `${facts.id}:${facts.version}`);
  assert.is(user, `${facts.container.uid}:${facts.container.uid}`);
  assert.equal(
    ports,
    [facts.ports.shop, facts.ports.desk].map((port) => `${port}:${port}`),
  );
  assert.equal(volumes, [`hub:${facts.container.data}`]);
  const ours = [...services, ...Object.entries(umbrel.services)].filter(([, each]) => each.image?.startsWith(facts.id));
  assert.ok(ours.length >= 5);
  for (const [name, each] of ours) assert.is(each.image, image, name);
});

for (const [name, service] of services) {
  test(`${name} cannot write its disk, has no power and has its limits`, () => {
    assert.is(service["read_only"], true);
    assert.equal(service["cap_drop"], ["ALL"]);
    assert.equal(service["security_opt"], ["no-new-privileges:true"]);
    assert.is(service["init"], true);
    assert.ok(service["mem_limit"] !== undefined && service["pids_limit"] !== undefined, "limits");
    if (service["restart"] !== "no") assert.ok(service["stop_grace_period"] !== undefined, "stop_grace_period");
  });

  test(`${name} has an image of one version`, () => {
    assert.match(service.image ?? "", /^[\w./-]+:(?!latest)[\w.-]*\d[\w.-]*$/);
  });
}

test("nobody is root but the one-shot that gives volumes their owners, which can do nothing else", () => {
  const root = services.filter(([, { user }]) => user === undefined || /^(?:0|root)(?::|$)/.test(user));
  assert.equal(
    root.map(([name]) => name),
    ["node.yml: folders"],
  );
  const powerful = services.filter(([, service]) => service["cap_add"] !== undefined);
  assert.equal(
    powerful.map(([name, service]) => [name, service["cap_add"]]),
    [["node.yml: folders", ["CHOWN"]]],
  );
});

test("no secret stands in the environment of a container", () => {
  const all = [...files.values(), umbrel].flatMap((file) => Object.values(file.services));
  for (const [name, value] of all.flatMap(({ environment }) => Object.entries(environment))) {
    assert.not.match(name, /(?:KEY|PASSWORD|TOKEN|SECRET|LOGIN|MNEMONIC|DATABASE_URL)$/, name);
    assert.not.match(value, /:\/\/[^/]*:[^/]*@/, name);
  }
});

test("whatever a package sets for the hub is a setting of the hub", () => {
  const ofHub = [...files.values(), umbrel].flatMap((file) =>
    Object.entries(file.services).filter(([name]) => name === "hub" || name === "bakery"),
  );
  const names = ofHub.flatMap(([, { environment }]) => Object.keys(environment));
  assert.ok(names.length > 15);
  for (const name of names) assert.ok(isSetting(name.replace(/_FILE$/, "")), name);
});

test("each file stands on app.yml alone: what it names is there", () => {
  for (const [file, { services: own, ...declared }] of files) {
    const there = { ...app.services, ...own };
    const known = {
      volumes: { ...app.volumes, ...declared.volumes },
      networks: { default: {}, ...declared.networks },
      secrets: declared.secrets,
    };
    for (const [name, service] of Object.entries(own)) {
      const named = service.volumes.map((each) => each.split(":")[0] ?? "").filter((each) => !each.startsWith("."));
      for (const each of named) assert.ok(each in known.volumes, `${file}: ${name}: volume ${each}`);
      for (const each of namesOf(service.networks)) assert.ok(each in known.networks, `${file}: ${name}: ${each}`);
      for (const each of service.secrets) assert.ok(each in known.secrets, `${file}: ${name}: secret ${each}`);
      for (const each of namesOf(service.depends_on)) assert.ok(each in there, `${file}: ${name}: needs ${each}`);
    }
  }
});

test("only the bakery sees LND's folder beside LND", () => {
  const seeing = services.filter(([, { volumes }]) => volumes.some((each) => each.startsWith("lnd:")));
  assert.equal(seeing.map(([name]) => name).toSorted(), ["node.yml: bakery", "node.yml: folders", "node.yml: lnd"]);
});
