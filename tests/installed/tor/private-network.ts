import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "../../../scripts/regtest/stack/daemon.ts";
import type { Daemon } from "../../../scripts/regtest/stack/daemon.ts";
import { freePorts } from "../../../scripts/regtest/stack/ports.ts";
import type { Watchdog } from "../../../scripts/regtest/stack/watchdog.ts";

/** A Tor network of this machine's own: four authorities, which are its relays, too. Nothing leaves the loopback interface. */
export type PrivateNetwork = {
  /** Starts a tor that belongs to it, with these lines of its own. */
  start: (name: string, lines: readonly string[]) => Daemon;
  stop: () => Promise<void>;
};

type Authority = { folder: string; orPort: number; dirPort: number; line: string };

/** Three relays are one path; a fourth is what onion services need beside it. */
const AUTHORITIES = 4;

export async function startPrivateNetwork(folder: string, watchdog: Watchdog): Promise<PrivateNetwork> {
  const ports = await freePorts(2 * AUTHORITIES);
  const authorities = Array.from({ length: AUTHORITIES }, (_, index) =>
    makeAuthority(join(folder, `authority${index}`), ports[2 * index] ?? 0, ports[2 * index + 1] ?? 0),
  );
  const network = [...common, ...authorities.map(({ line }) => line)];
  const daemons: Daemon[] = [];
  const start = (name: string, lines: readonly string[]) => {
    const daemon = startTor(join(folder, name), [...network, ...lines], watchdog);
    daemons.push(daemon);
    return daemon;
  };
  authorities.forEach(({ orPort, dirPort }, index) =>
    start(`authority${index}`, authorityLines(index, orPort, dirPort)),
  );
  return { start, stop: async () => void (await Promise.all(daemons.map((daemon) => daemon.stop()))) };
}

/** As chutney, the Tor project's own test networks, has them: relays are trusted at once. */
const common = [
  "TestingTorNetwork 1",
  "PathsNeededToBuildCircuits 0.67",
  "TestingDirAuthVoteExit *",
  "TestingDirAuthVoteHSDir *",
  "TestingDirAuthVoteGuard *",
  "V3AuthNIntervalsValid 2",
  "ShutdownWaitLength 0",
];

/** They agree on the network within seconds instead of an hour. */
function authorityLines(index: number, orPort: number, dirPort: number): string[] {
  return [
    "Address 127.0.0.1",
    `ORPort 127.0.0.1:${orPort}`,
    `DirPort 127.0.0.1:${dirPort}`,
    `Nickname authority${index}`,
    "ContactInfo nobody@example.org",
    "AuthoritativeDirectory 1",
    "V3AuthoritativeDirectory 1",
    "AssumeReachable 1",
    "ExitRelay 0",
    "SocksPort 0",
    "TestingV3AuthInitialVotingInterval 5",
    "TestingV3AuthInitialVoteDelay 2",
    "TestingV3AuthInitialDistDelay 2",
    "V3AuthVotingInterval 10",
    "V3AuthVoteDelay 2",
    "V3AuthDistDelay 2",
  ];
}

/** Makes an authority's keys, and the line by which the others know it. */
function makeAuthority(folder: string, orPort: number, dirPort: number): Authority {
  const keys = join(folder, "keys");
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const [identity, signing, certificate] = ["identity_key", "signing_key", "certificate"].map((name) =>
    join(keys, `authority_${name}`),
  ) as [string, string, string];
  const files = ["-i", identity, "-s", signing, "-c", certificate];
  const address = ["-m", "1", "-a", `127.0.0.1:${dirPort}`];
  execFileSync("tor-gencert", ["--create-identity-key", ...address, ...files, "--passphrase-fd", "0"], {
    input: "secret\n",
    stdio: ["pipe", "ignore", "ignore"],
  });
  const [, v3ident = ""] = /^fingerprint (\w+)$/m.exec(readFileSync(certificate, "utf8")) ?? [];
  const line = `DirAuthority ${folder.split("/").at(-1)} orport=${orPort} no-v2 v3ident=${v3ident} 127.0.0.1:${dirPort}`;
  return { folder, orPort, dirPort, line: `${line} ${relayFingerprint(folder, orPort)}` };
}

function relayFingerprint(folder: string, orPort: number): string {
  // Tor wants to know an authority before it tells who it is itself; this one is nobody's.
  const nobody = `x 127.0.0.1:1 ${"f".repeat(40)}`;
  const known = ["--ORPort", String(orPort), "--DirAuthority", nobody, "--DataDirectory", folder];
  const noFile = ["--ignore-missing-torrc", "-f", join(folder, "torrc")];
  const told = execFileSync("tor", [...ALONE, ...noFile, "--list-fingerprint", "--quiet", ...known], {
    encoding: "utf8",
  });
  return told.trim().split(" ").slice(1).join("");
}

/** Without what Debian has for the tor of the whole machine. */
const ALONE = ["--defaults-torrc", "/dev/null"];

function startTor(folder: string, lines: readonly string[], watchdog: Watchdog): Daemon {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "torrc");
  writeFileSync(file, `${[`DataDirectory ${folder}`, ...lines].join("\n")}\n`);
  const name = folder.split("/").at(-1) ?? "tor";
  return startDaemon({ name, command: "tor", args: [...ALONE, "-f", file], logFile: `${folder}.log`, watchdog });
}
