import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isArchitecture } from "./program-tree/architecture.ts";
import { assemble } from "./program-tree/assemble.ts";

const USAGE = `node scripts/program-tree.ts --arch arm64|x64 --into FOLDER [--with-node]

Assembles what an installed hub runs from: program, built pages, command line and the packages of production, without
what is never loaded. FOLDER must not be there or be empty.

  --with-node  also puts Node for that architecture into FOLDER/bin/node
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      arch: { type: "string" },
      into: { type: "string" },
      "with-node": { type: "boolean", default: false },
    },
  });
  const { arch, into } = values;
  if (!isArchitecture(arch) || into === undefined) return undefined;
  return { arch, into: resolve(into), withNode: values["with-node"] };
}

const wanted = readArguments();
if (wanted === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  await assemble(wanted, (line) => void process.stdout.write(`${line}\n`));
}
