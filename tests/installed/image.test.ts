import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { sqliteFile } from "../../app/db/open.ts";
import { facts } from "../../appliance/facts.ts";
import { apiClient } from "../support/api-client.ts";
import { freePort } from "../support/hub-process.ts";
import { baseImage } from "../support/image/base-image.ts";
import { buildImage } from "../support/image/build-image.ts";
import { compressedMb } from "../support/image/compressed-mb.ts";
import { runContainer, untilHealthy } from "../support/image/run-container.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/image");

/** Debian's /tmp may lie in memory, on which no overlay can be made. */
const scratch = mkdtempSync("/var/tmp/satoshop-image-");
const data = join(scratch, "data");
mkdirSync(data);
chownSync(data, facts.container.uid, facts.container.uid);

const image = await buildImage({
  scratch,
  base: await baseImage(),
  targetArch: process.arch === "x64" ? "amd64" : process.arch,
});
const [port, adminPort] = [String(await freePort()), String(await freePort())];
const container = runContainer(image, data, { PORT: port, ADMIN_PORT: adminPort });
/** A product of the demo stalls that comes in one kind. */
const WITHOUT_CHOICE = "말린 라벤더 한 다발 · Dried lavender";
const origin = `http://127.0.0.1:${port}`;

test.after(async () => {
  await container.stop();
  await image.unmount();
  rmSync(scratch, { recursive: true });
});

test(
  "the image starts on a disk that it cannot write, and its own health check finds it ready",
  () => untilHealthy(image, container),
  { timeoutMs: 100_000 },
);

test("the program inside is nobody in particular and has no power of root", () => {
  const status = container.status();
  assert.match(status, new RegExp(`^Uid:\\t${facts.container.uid}\\t`, "m"));
  assert.match(status, /^CapEff:\t0+$/m);
  assert.match(status, /^CapBnd:\t0+$/m);
});

test("nothing but the data and /tmp can be written", () => {
  for (const folder of [facts.container.data, "/tmp"])
    assert.is(container.exec(["touch", `${folder}/written`]).code, 0, folder);
  for (const folder of [facts.container.program, "/", "/etc", "/usr/local"])
    assert.match(container.exec(["touch", `${folder}/written`]).output, /Read-only file system/, folder);
});

test("the shop in the image takes a payment", async () => {
  const buyer = apiClient(origin);
  const product = (await buyer.products()).find(({ title }) => title === WITHOUT_CHOICE);
  if (product === undefined) throw new Error(`the demo has no ${WITHOUT_CHOICE}`);
  const order = await buyer.placeOrder(product);
  const paid = await fetch(`${origin}/sandbox/pay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ bolt11: order.charge.lightning.bolt11 }),
  });
  assert.is(paid.status, 200, await paid.text());
  assert.is((await buyer.readOrder(order)).state, "paid");
});

test("what it keeps lies in the volume, readable to the hub alone", () => {
  const { uid, mode } = statSync(sqliteFile(data));
  assert.is(uid, facts.container.uid);
  assert.is(mode & 0o077, 0);
});

test("the command line is in the image", () => {
  const link = container.exec(["node", "scripts/satoshop.ts", "login-link"]);
  assert.is(link.code, 0, link.output);
  assert.match(link.output, new RegExp(`http://\\S+:${adminPort}/join`));
});

test("the health check fails where no hub answers", () => {
  const [node = "", ...args] = image.health?.command ?? [];
  assert.is(container.exec(["env", "PORT=1", node, ...args]).code, 1);
});

test("its stop signal ends it in order", async () => {
  assert.is(await container.stop(), 0, container.output());
});

test(
  "the image adds at most 110 MB to its base, compressed",
  async () => {
    const mb = await compressedMb(image.added);
    console.log(`  the image adds ${mb.toFixed(1)} MB to its base, compressed`);
    assert.ok(mb < 110, `${mb} MB`);
  },
  { timeoutMs: 60_000 },
);
