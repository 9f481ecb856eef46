import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run, tryRun } from "../regtest/daemons/run.ts";
import type { Architecture } from "./architecture.ts";

/** What Debian calls the compilers, on that architecture and for it. */
const TRIPLE = { arm64: "aarch64-linux-gnu", x64: "x86_64-linux-gnu" } as const;

/**
 * libsecp256k1 as the package's binding.gyp sets it up, except for the limbs: with 128-bit integers, which every 64-bit
 * compiler has, five limbs of 52 bits and scalars of four words are what the library's own configure picks.
 */
const DEFINES = [
  "ECMULT_GEN_PREC_BITS=4",
  "ECMULT_WINDOW_SIZE=15",
  "ENABLE_MODULE_ECDH=1",
  "ENABLE_MODULE_RECOVERY=1",
  "USE_ENDOMORPHISM=1",
  "USE_NUM_NONE=1",
  "USE_FIELD_INV_BUILTIN=1",
  "USE_SCALAR_INV_BUILTIN=1",
  "HAVE___INT128=1",
  "USE_FIELD_5X52=1",
  "USE_SCALAR_4X64=1",
].map((define) => `-D${define}`);

const COMMON = ["-O3", "-fPIC", "-fvisibility=hidden", "-DNAPI_VERSION=6", "-w"];

/**
 * Compiles secp256k1 for an architecture for which its package brings nothing, into the place where it would bring it.
 * Answers with a sentence for whoever builds: the hub runs without it, on WebAssembly, and says so when it starts.
 */
export async function compileCurve(modules: string, arch: Architecture): Promise<string> {
  const home = join(modules, "secp256k1");
  const into = join(home, "prebuilds", `linux-${arch}`);
  if (existsSync(into)) return "secp256k1 comes compiled with its package.";
  const [cc, cxx] = [`${TRIPLE[arch]}-gcc`, `${TRIPLE[arch]}-g++`];
  if ((await tryRun(cxx, ["--version"])) === undefined || (await tryRun(cc, ["--version"])) === undefined)
    return `${cc} and ${cxx} are not here: secp256k1 is not compiled, and e-cash is computed by WebAssembly.`;
  await mkdir(into);
  await compile(home, { cc, cxx, headers: headersIn(modules, arch), into });
  return `secp256k1 is compiled by ${cxx}.`;
}

/** Of Node, which its package brings along with the program, and of its interface for C++. */
function headersIn(modules: string, arch: Architecture): string[] {
  const ofCurve = createRequire(join(modules, "secp256k1", "package.json"));
  const napi = dirname(ofCurve.resolve("node-addon-api/package.json"));
  return [join(modules, `node-linux-${arch}`, "include", "node"), napi].map((folder) => `-I${folder}`);
}

async function compile(
  home: string,
  { cc, cxx, headers, into }: { cc: string; cxx: string; headers: string[]; into: string },
): Promise<void> {
  const library = ["src/secp256k1/src/secp256k1.c", "-Isrc/secp256k1", "-Isrc/secp256k1/src"];
  const object = "secp256k1.o";
  await run(cc, [...COMMON, ...DEFINES, "-c", ...library, "-o", object], { cwd: home });
  const binding = ["src/addon.cc", "src/secp256k1.cc", "-Isrc", ...headers];
  const link = ["-shared", "-s", "-Wl,--build-id=none", "-o", join(into, "secp256k1.glibc.node")];
  await run(cxx, [...COMMON, "-std=c++17", "-fexceptions", ...binding, object, ...link], { cwd: home });
}
