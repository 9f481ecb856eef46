/** Which files a suite has, and how many tests it must have run to count as run at all. */
export interface SuiteOfFiles {
  include: string[];
  exclude: string[];
  atLeast: number;
}

const slow = ["tests/browser/**", "tests/installed/**", "tests/processes/**", "tests/regtest/**"];

/**
 * The suites by name. `fast` is everything that needs neither a browser nor a daemon nor a hub in many processes, on
 * SQLite or on the database of DATABASE_URL. `installed` runs the hub as each package brings it, and needs root. Raise `atLeast` as tests are added; never lower it without a reason.
 */
export const suites: Record<string, SuiteOfFiles> = {
  fast: { include: ["tests/**/*.test.ts"], exclude: slow, atLeast: 3000 },
  browser: { include: ["tests/browser/**/*.test.ts"], exclude: [], atLeast: 90 },
  installed: { include: ["tests/installed/**/*.test.ts"], exclude: [], atLeast: 83 },
  regtest: { include: ["tests/{processes,regtest}/**/*.test.ts"], exclude: [], atLeast: 173 },
};
