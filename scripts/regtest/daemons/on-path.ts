import { tryRun } from "./run.ts";

/** A released daemon's version, as its `--version` line tells it. */
export interface Version {
  major: number;
  minor: number;
}

/** Asks the program on PATH for its version; `undefined` when it is not there or says nothing of the kind. */
async function versionOnPath(command: string): Promise<Version | undefined> {
  const ran = await tryRun(command, ["--version"]);
  return ran === undefined ? undefined : readVersion(ran.stdout);
}

/** Reads the first `major.minor` of a version line. */
function readVersion(text: string): Version | undefined {
  const match = /\bv?(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
}

/** Bitcoin Core from 28 on: older ones lack package relay, which the chain gateway needs. */
export function isFittingCore(version: Version): boolean {
  return version.major >= 28;
}

/** LND 0.20 and 0.21: the releases that the `lightning` package supports. */
export function isFittingLnd(version: Version): boolean {
  return version.major === 0 && (version.minor === 20 || version.minor === 21);
}

/** True when both programs of a daemon are on PATH in a version that fits. */
export async function arePresent(programs: [string, string], fits: (version: Version) => boolean): Promise<boolean> {
  const versions = await Promise.all(programs.map(versionOnPath));
  return versions.every((version) => version !== undefined && fits(version));
}
