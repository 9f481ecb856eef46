import { assembleStore } from "./umbrel/assemble.ts";
import { readArguments } from "./umbrel/read-arguments.ts";

const USAGE = `node scripts/umbrel.ts --into FOLDER --image NAME --digest sha256:… --home URL [--submission URL] [--community ID]

Makes the folder that a store of Umbrel has for this app, and looks at it as Umbrel does.

  --image       the published image's name with its registry, without a tag
  --digest      of its index with linux/amd64 and linux/arm64
  --home        the project's repository, for the manifest
  --submission  the pull request, when there is one
  --community   make a community store with this id instead
`;

const store = readArguments(process.argv.slice(2));
if (typeof store === "string") {
  process.stderr.write(`${store}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.stdout.write(`${await assembleStore(store)}\n`);
}
