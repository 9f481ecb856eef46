import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { Ended, until } from "../../scripts/regtest/stack/until.ts";
import { freePort } from "../support/hub-process.ts";
import { arm64Disk, baseImage } from "../support/image/base-image.ts";
import { buildImage } from "../support/image/build-image.ts";
import { compressedMb } from "../support/image/compressed-mb.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/arm64");

/** An emulator on two cores, with the rest of the suite before it. */
const READY_WITHIN_MS = 400_000;

const disk = await arm64Disk();
const scratch = mkdtempSync("/var/tmp/satoshop-arm64-");
const stage = await buildImage({ scratch, base: await baseImage(), targetArch: "arm64", target: "build" });
const tree = join(stage.root, "tree");
/** Debian's qemu-user-static; a board needs none. */
const emulator = process.arch === "arm64" ? [] : ["qemu-aarch64-static", "-L", disk];
const [program, ...before] = [...emulator, join(disk, "usr/local/bin/node")];

test.after(async () => {
  await stage.unmount();
  rmSync(scratch, { recursive: true });
});

const script = async (text: string) => (await run(program, [...before, "-p", text], { cwd: tree })).trim();

test(
  "the compiled packages of the image for arm64 load there",
  async () => {
    assert.is(await script("process.arch"), "arm64");
    assert.is(
      await script('require("secp256k1/bindings.js").publicKeyCreate(new Uint8Array(32).fill(1)).length'),
      "33",
    );
    assert.is(await script('new (require("better-sqlite3"))(":memory:").prepare("select 1 + 1").pluck().get()'), "2");
    const picture =
      'require("sharp")({ create: { width: 2, height: 2, channels: 3, background: "red" } }).webp().toBuffer()';
    const first = `${picture}.then((bytes) => console.log(String(bytes.subarray(8, 12)))), ""`;
    assert.is(await script(first), "WEBP");
  },
  { timeoutMs: 60_000 },
);

test(
  "a hub for arm64 starts and is ready",
  async () => {
    const [port, adminPort] = [String(await freePort()), String(await freePort())];
    const data = join(scratch, "data");
    mkdirSync(data);
    // The demo's pictures are drawn by a program of their own, which an emulator without the kernel's help cannot start.
    const settings = { PORT: port, ADMIN_PORT: adminPort, DATA_DIR: data, DEMO: "0" };
    const flags = [...before, "--max-semi-space-size=4", "app/main.ts"];
    const hub = spawn(program, flags, { cwd: tree, env: settings, stdio: ["ignore", "ignore", "inherit"] });
    const ended = once(hub, "exit");
    try {
      const body = await until("the hub for arm64 is ready", READY_WITHIN_MS, async () => {
        if (hub.exitCode !== null) throw new Ended(`the hub ended with ${hub.exitCode}`);
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
        return answer.ok ? answer.text() : undefined;
      });
      assert.match(body, /"status":"ready"/);
    } finally {
      hub.kill("SIGTERM");
      await ended;
    }
  },
  { timeoutMs: READY_WITHIN_MS + 30_000 },
);

test(
  "the image for arm64 adds at most 110 MB to its base, compressed",
  async () => {
    const mb = await compressedMb(tree);
    console.log(`  the image for arm64 adds ${mb.toFixed(1)} MB to its base, compressed`);
    assert.ok(mb < 110, `${mb} MB`);
  },
  { timeoutMs: 60_000 },
);
