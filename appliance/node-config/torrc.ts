import { asText } from "./line.ts";
import type { Format, Line } from "./line.ts";

/** What tor's configuration depends on. */
export type TorBoard = {
  /** Where the hub's two onion doors listen. */
  doors: Readonly<Record<"shop" | "desk", number>>;
  /** Folders that only tor's user may look into; tor makes them. */
  folders: Readonly<Record<"shop" | "desk", string>>;
  /** Whether this tor was built with the defences of `tor --list-modules`: it does not start with an option it lacks. */
  hasProofOfWork: boolean;
};

/** Below tor's own data, where Debian lets it write. */
export const ONION_FOLDERS = { shop: "/var/lib/tor/satoshop-shop", desk: "/var/lib/tor/satoshop-desk" } as const;

/** A file for torrc to `%include`: the two onion services, and nothing that somebody's torrc may say already. */
export function torrc(board: TorBoard): string {
  return asText(torLines(board), withSpace);
}

export const withSpace: Format = ({ option, value }) => `${option} ${value}`;

/** Every line of it. Those below a HiddenServiceDir belong to that service, so their order counts. */
export function torLines(board: TorBoard): Line[] {
  return [...shopLines(board), ...deskLines(board)];
}

function shopLines({ doors, folders, hasProofOfWork }: TorBoard): Line[] {
  return [
    {
      option: "HiddenServiceDir",
      value: folders.shop,
      why: "The shop. Its name is in the file `hostname` there; keep a copy of hs_ed25519_secret_key, which is that name.",
    },
    {
      option: "HiddenServicePort",
      value: `80 127.0.0.1:${doors.shop}`,
      why: "Visitors are handed to the hub's onion door (ONION_PORT), where nobody can pass for somebody on the LAN.",
    },
    {
      option: "HiddenServiceMaxStreams",
      value: "64",
      why: "Connections that one visitor's path may have at a time: browsers need about six.",
    },
    {
      option: "HiddenServiceEnableIntroDoSDefense",
      value: "1",
      why: "The relays that announce visitors let through 25 a second each, and 200 at once: a flood ends there and not here.",
    },
    ...(hasProofOfWork ? [proofOfWork] : []),
  ];
}

const proofOfWork: Line = {
  option: "HiddenServicePoWDefensesEnabled",
  value: "1",
  why: "Under load, visitors whose Tor Browser solves a puzzle come first. Over Tor all visitors have one address, so nothing else tells a flood from people.",
};

function deskLines({ doors, folders }: TorBoard): Line[] {
  return [
    {
      option: "HiddenServiceDir",
      value: folders.desk,
      why: "The owner's desk, under a name of its own. Keys in its folder authorized_clients say who gets in; without any, everybody who knows the name reaches the sign-in page.",
    },
    {
      option: "HiddenServicePort",
      value: `80 127.0.0.1:${doors.desk}`,
      why: "The owner is handed to the door with the desk (ADMIN_ONION_PORT).",
    },
    {
      option: "HiddenServiceMaxStreams",
      value: "64",
      why: "As for the shop.",
    },
  ];
}
