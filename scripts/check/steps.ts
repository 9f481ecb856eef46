/** One thing the gate looks at. */
export interface Step {
  name: string;
  command: string[];
  /** Reads from the output how much was looked at; a tool that looked at nothing reports success too. */
  count: (output: string) => number;
  unit: string;
  /** Fewer than this fails. Raise it as the project grows; it only has to be near enough to notice a gap. */
  atLeast: number;
  /** Lines that are only there to be counted. */
  noise?: RegExp;
}

/** The first number that the tool gives in these words, or 0. */
const told =
  (words: RegExp) =>
  (output: string): number =>
    Number(words.exec(output)?.[1] ?? 0);

const lines =
  (kind: RegExp) =>
  (output: string): number =>
    output.split("\n").filter((line) => kind.test(line)).length;

const ourFile = /^\/(?!.*\/node_modules\/).*[.]ts$/;
const anyFile = /^\/.*[.]ts$/;

const tool = (name: string): string => `node_modules/.bin/${name}`;
const node = process.execPath;

/** Needs no other step, and is over in seconds. */
export const quickSteps: Step[] = [
  {
    name: "types",
    command: [node, "node_modules/typescript-7/bin/tsc", "-p", ".", "--listFiles"],
    count: lines(ourFile),
    unit: "files",
    atLeast: 1200,
    noise: anyFile,
  },
  {
    name: "lint",
    command: [node, tool("oxlint")],
    count: told(/on (\d+) files/),
    unit: "files",
    atLeast: 1200,
  },
  {
    name: "boundaries",
    command: [
      node,
      tool("depcruise"),
      "--config",
      ".dependency-cruiser.mjs",
      "app",
      "ui",
      "appliance",
      "scripts",
      "tests",
    ],
    count: told(/(\d+) modules/),
    unit: "modules",
    atLeast: 1250,
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
    count: told(/^(\d+) files/m),
    unit: "files",
    atLeast: 1200,
  },
  {
    name: "format",
    command: [node, tool("oxfmt"), "--check"],
    count: told(/on (\d+) files/),
    unit: "files",
    atLeast: 1200,
  },
  {
    name: "lock file",
    command: [node, "scripts/check/lock.ts"],
    count: told(/(\d+) packages/),
    unit: "packages",
    atLeast: 400,
  },
  {
    name: "API document",
    command: [node, "scripts/openapi.ts", "--check"],
    count: told(/(\d+) operations/),
    unit: "operations",
    atLeast: 18,
  },
  {
    name: "access document",
    command: [node, "scripts/access.ts", "--check"],
    count: told(/(\d+) addresses/),
    unit: "addresses",
    atLeast: 170,
  },
  {
    name: "database document",
    command: [node, "scripts/erd.ts", "--check"],
    count: told(/(\d+) tables/),
    unit: "tables",
    atLeast: 36,
  },
  {
    name: "odd payments document",
    command: [node, "scripts/odd-payments.ts", "--check"],
    count: told(/(\d+) odd payments/),
    unit: "odd payments",
    atLeast: 45,
  },
  {
    name: "node config",
    command: [node, "scripts/node-config.ts", "--check"],
    count: told(/(\d+) lines of configuration/),
    unit: "lines",
    atLeast: 80,
  },
];

/** The long one, beside the quick ones. */
export const testStep: Step = {
  name: "tests",
  command: [node, tool("c8"), node, "tests/support/run-parts.ts", "fast"],
  count: told(/^both parts\n(\d+) passed/m),
  unit: "tests",
  atLeast: 3000,
};

/** Reads what the tests left. */
export const coverageStep: Step = {
  name: "coverage",
  command: [node, "--disable-warning=ExperimentalWarning", "scripts/check/coverage.ts"],
  count: told(/(\d+) files/),
  unit: "files",
  atLeast: 600,
};
