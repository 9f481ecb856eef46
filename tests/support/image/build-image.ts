import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { run } from "../../../scripts/regtest/daemons/run.ts";
import { contextOf } from "./context.ts";
import { enter } from "./enter.ts";
import { emptyImage, type Image } from "./image.ts";
import { expanded, type Instruction, pairsOf, readDockerfile, wordsOf } from "./read-dockerfile.ts";

const ROOT = join(import.meta.dirname, "../../..");

export interface Building {
  /** Where layers are kept; on a disk on which overlays can lie. */
  scratch: string;
  /** Folder with the disk of the base image. */
  base: string;
  /** `arm64` or `amd64`, as Docker says it. */
  targetArch: string;
  /** The stage to stop after; the last one when left out. */
  target?: string;
}

/** Builds what Dockerfile.arm64 says, instruction by instruction, without a Docker engine. */
export async function buildImage(building: Building): Promise<Image & Unmount> {
  const stages: Stages = new Map();
  const unmount = () => unmountAll([...stages.values()]);
  try {
    return { ...(await executeAll(building, stages)), unmount };
  } catch (error) {
    await unmount();
    throw error;
  }
}

async function executeAll({ scratch, base, targetArch, target }: Building, stages: Stages): Promise<Image> {
  const given = { TARGETARCH: targetArch, BUILDPLATFORM: "linux/amd64" };
  const globals: Record<string, string> = { ...given };
  let stage: Stage | undefined;
  for (const instruction of readDockerfile(readFileSync(join(ROOT, "Dockerfile.arm64"), "utf8"))) {
    if (instruction.name === "FROM") {
      if (stage !== undefined && stage.name === target) break;
      stage = await from(instruction, { scratch, base, globals, stages });
    } else if (stage === undefined) argument(instruction, globals, {});
    else await step(instruction, stage, { stages, given });
  }
  if (stage === undefined) throw new Error("the Dockerfile has no FROM");
  return stage.image;
}

interface Unmount {
  unmount: () => Promise<void>;
}

interface Stage {
  name: string;
  image: Image;
  /** Build arguments, which a container does not get. */
  args: Record<string, string>;
}

type Stages = Map<string, Image>;

async function from(
  { rest }: Instruction,
  {
    scratch,
    base,
    globals,
    stages,
  }: Pick<Building, "scratch" | "base"> & { globals: Record<string, string>; stages: Stages },
): Promise<Stage> {
  const [source = "", , name = String(stages.size)] = expanded(rest, globals).split(/\s+/);
  if (!source.startsWith("node:24-trixie-slim")) throw new Error(`${source} is not the base image that tests have`);
  const [added, work, root] = [join(scratch, name, "added"), join(scratch, name, "work"), join(scratch, name, "root")];
  for (const folder of [added, work, root]) mkdirSync(folder, { recursive: true });
  const layers = `lowerdir=${base},upperdir=${added},workdir=${work}`;
  await run("mount", ["-t", "overlay", "overlay", "-o", layers, root]);
  const image = emptyImage(root, added);
  stages.set(name, image);
  return { name, image, args: {} };
}

async function unmountAll(images: readonly Image[]): Promise<void> {
  for (const { root } of images) await run("umount", ["--lazy", root]);
}

function argument({ rest }: Instruction, into: Record<string, string>, given: Readonly<Record<string, string>>): void {
  const [name = "", fallback] = rest.split("=", 2);
  const value = given[name] ?? fallback;
  if (value !== undefined) into[name] = value;
}

async function step(
  instruction: Instruction,
  { image, args }: Stage,
  { stages, given }: { stages: Stages; given: Readonly<Record<string, string>> },
): Promise<void> {
  const text = () => expanded(instruction.rest, { ...args, ...image.environment });
  switch (instruction.name) {
    case "ARG":
      return argument(instruction, args, given);
    case "CMD":
      return void (image.command = wordsOf(instruction.rest));
    case "COPY":
      return copy(instruction, image, stages);
    case "ENV":
      return void Object.assign(image.environment, Object.fromEntries(pairsOf(text())));
    case "EXPOSE":
      return void image.ports.push(...text().split(/\s+/));
    case "HEALTHCHECK":
      return void (image.health = {
        flags: instruction.flags,
        command: wordsOf(instruction.rest.replace(/^CMD /, "")),
      });
    case "LABEL":
      return void Object.assign(image.labels, Object.fromEntries(pairsOf(text())));
    case "RUN":
      return execute(instruction.rest, image, args);
    case "STOPSIGNAL":
      return void (image.stopSignal = text());
    case "USER":
      return void (image.user = text());
    case "VOLUME":
      return void image.volumes.push(text());
    case "WORKDIR":
      image.folder = posix.resolve(image.folder, text());
      return void mkdirSync(join(image.root, image.folder), { recursive: true });
    default:
      throw new Error(`nobody executes ${instruction.name}`);
  }
}

/** A file goes into the folder, of a folder all that is in it; everything belongs to root. */
async function copy({ flags, rest }: Instruction, image: Image, stages: Stages): Promise<void> {
  const words = rest.split(/\s+/);
  const to = join(image.root, posix.resolve(image.folder, words.at(-1) ?? ""));
  const stage = flags["from"] === undefined ? undefined : stages.get(flags["from"]);
  if (flags["from"] !== undefined && stage === undefined) throw new Error(`there is no stage ${flags["from"]}`);
  const find = stage === undefined ? contextOf(ROOT) : (path: string) => join(stage.root, path);
  mkdirSync(to, { recursive: true });
  for (const source of words.slice(0, -1)) await run("sh", ["-c", COPY, "copy", find(source), to]);
}

const COPY = 'if [ -d "$1" ]; then set -- "$1/." "$2"; fi; exec cp -R --preserve=mode,timestamps "$1" "$2"';

const NPM = { npm_config_cache: "/run/npm", npm_config_prefer_offline: "true", npm_config_update_notifier: "false" };
const AUTHORITIES = "/run/authorities.pem";

/** npm's downloads are kept between builds, as a builder with a cache mount keeps them; whom this machine trusts, it trusts. */
async function execute(command: string, image: Image, args: Readonly<Record<string, string>>): Promise<void> {
  const cache = join(homedir(), ".npm");
  mkdirSync(cache, { recursive: true });
  const authorities = process.env["NODE_EXTRA_CA_CERTS"];
  const trusted = authorities === undefined ? {} : { NODE_EXTRA_CA_CERTS: AUTHORITIES };
  const environment = { ...image.environment, ...args, ...NPM, ...trusted, HOME: "/root" };
  const mounts = ["--tmpfs", "/run", "--bind", cache, NPM.npm_config_cache];
  if (authorities !== undefined) mounts.push("--ro-bind", authorities, AUTHORITIES);
  await run("bwrap", enter({ ...image, environment }, mounts, ["/bin/sh", "-c", command]));
}
