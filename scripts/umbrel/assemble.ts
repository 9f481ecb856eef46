import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { facts } from "../../appliance/facts.ts";
import { copyFiles, copyOne } from "../program-tree/copy-files.ts";
import { problemsOf } from "./check.ts";
import { readPackage } from "./read-package.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const UNPUBLISHED = "https://satoshop.example";

export interface Store {
  into: string;
  /** The published image's name without tag, such as registry.example.org/someone/satoshop-hub. */
  image: string;
  /** Of the image's index, in which both processors are. */
  digest: string;
  /** Where the project is at home: its repository. */
  home: string;
  /** The pull request to Umbrel's own store; the home when there is none. */
  submission: string | undefined;
  /** The id of a community store; Umbrel's own store when left out. */
  community: string | undefined;
}

/** Makes the folder of the store and answers with the app's folder in it. What breaks a rule of Umbrel is not left there. */
export async function assembleStore(store: Store): Promise<string> {
  if (existsSync(store.into) && readdirSync(store.into).length > 0)
    throw new Error(`${store.into} is not empty: name a new folder.`);
  const id = store.community === undefined ? facts.id : `${store.community}-${facts.id}`;
  const app = join(store.into, id);
  await copyFiles(join(ROOT, "appliance/umbrel"), app);
  await copyOne(join(ROOT, "umbrel-app.yml"), join(app, "umbrel-app.yml"));
  await change(join(app, "umbrel-app.yml"), manifestFor(store, id));
  await change(join(app, "docker-compose.yml"), composeFor(store, id));
  if (store.community !== undefined) await writeStoreFile(store.into, store.community);
  const problems = problemsOf(readPackage(app));
  if (problems.length === 0) return app;
  await rm(store.into, { recursive: true });
  throw new Error(`Umbrel would not take this app:\n${problems.map((each) => `  ${each}`).join("\n")}`);
}

type Change = (text: string) => string;

const manifestFor =
  ({ home, submission }: Store, id: string): Change =>
  (text) =>
    text
      .replace(`id: ${facts.id}\n`, `id: ${id}\n`)
      .replace(`${UNPUBLISHED}/submission`, submission ?? home)
      .replaceAll(UNPUBLISHED, home);

const composeFor =
  ({ image, digest }: Store, id: string): Change =>
  (text) =>
    text
      .replaceAll(`image: ${facts.id}:${facts.version}`, `image: ${image}:${facts.version}@${digest}`)
      .replace(`APP_HOST: ${facts.id}_`, `APP_HOST: ${id}_`);

async function change(file: string, by: Change): Promise<void> {
  await writeFile(file, by(await readFile(file, "utf8")));
}

async function writeStoreFile(into: string, id: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await writeFile(join(into, "umbrel-app-store.yml"), `id: ${id}\nname: ${facts.name}\n`);
}
