/** One thing the gate looks at. */
export interface Step {
  name: string;
  command: string[];
  /** Finds in the output how much was looked at; a tool that looked at nothing reports success too. */
  counts: RegExp;
  unit: string;
  /** Fewer than this fails. Raise it as the project grows; it only has to be near enough to notice a gap. */
  atLeast: number;
}

const tool = (name: string): string => `node_modules/.bin/${name}`;
const node = process.execPath;

/** Needs no other step, and is over in seconds. */
export const quickSteps: Step[] = [
  {
    name: "types",
    command: [node, "node_modules/typescript-7/bin/tsc", "-p", ".", "--extendedDiagnostics"],
    counts: /^Files:\s+(\d+)/m,
    unit: "files, libraries included",
    atLeast: 600,
  },
  {
    name: "lint",
    command: [node, tool("oxlint")],
    counts: /on (\d+) files/,
    unit: "files",
    atLeast: 200,
  },
  {
    name: "boundaries",
    command: [node, tool("depcruise"), "--config", ".dependency-cruiser.mjs", "app", "ui", "scripts", "tests"],
    counts: /(\d+) modules/,
    unit: "modules",
    atLeast: 200,
  },
  {
    name: "dead code",
    command: [
      node,
      tool("knip"),
      "--no-progress",
      "--reporter",
      "symbols",
      "--reporter",
      "./scripts/check/knip-count.ts",
    ],
    counts: /^(\d+) files/m,
    unit: "files",
    atLeast: 200,
  },
  {
    name: "format",
    command: [node, tool("oxfmt"), "--check"],
    counts: /on (\d+) files/,
    unit: "files",
    atLeast: 200,
  },
  {
    name: "lock file",
    command: [node, "scripts/check/lock.ts"],
    counts: /(\d+) packages/,
    unit: "packages",
    atLeast: 300,
  },
];

/** The long one, beside the quick ones. */
export const testStep: Step = {
  name: "tests",
  command: [node, tool("c8"), node, "tests/support/run.ts", "fast"],
  counts: /^(\d+) passed/m,
  unit: "tests",
  atLeast: 1,
};

/** Reads what the tests left. */
export const coverageStep: Step = {
  name: "coverage",
  command: [node, "--disable-warning=ExperimentalWarning", "scripts/check/coverage.ts"],
  counts: /(\d+) files/,
  unit: "files",
  atLeast: 100,
};
