import { isOnion } from "../domain/door.ts";
import type { DoorKind } from "../domain/door.ts";
import { InvalidSetting } from "./check-value.ts";
import { table } from "./table.ts";
import type { Text } from "./text.ts";
import { withoutSlash } from "./text.ts";

/** One listener, and what is told about it to the rooms behind. */
export type DoorSettings = {
  kind: DoorKind;
  host: string;
  port: number;
  /** The address people type, without a slash at the end. */
  origin: string;
  hasAdmin: boolean;
  trustedProxy: string | undefined;
};

export function doorsOf(text: Text): DoorSettings[] {
  const host = text("HOST") ?? "127.0.0.1";
  const port = Number(text("PORT"));
  const adminPort = Number(text("ADMIN_PORT"));
  const origin = withoutSlash(text("ORIGIN")) ?? addressOf(host, port);
  const adminOrigin = withoutSlash(text("ADMIN_ORIGIN")) ?? withPort(origin, adminPort);
  const withAdmin = new Set((text("ADMIN_ON") ?? "").split(","));
  const shared = { trustedProxy: undefined };
  return [
    { kind: "lan", host, port, origin, hasAdmin: withAdmin.has("lan"), ...shared },
    { kind: "admin", host, port: adminPort, origin: adminOrigin, hasAdmin: true, ...shared },
    ...outsideDoor(text, "public", withAdmin),
    ...onionDoors(text, withAdmin),
  ];
}

/** The shop's and the owner's; under one name, whoever has the shop's address would have the desk's. */
function onionDoors(text: Text, withAdmin: ReadonlySet<string>): DoorSettings[] {
  const doors = [...outsideDoor(text, "onion", withAdmin), ...outsideDoor(text, "admin-onion", withAdmin)];
  if (doors.length === 2 && doors[0]?.origin === doors[1]?.origin)
    throw new InvalidSetting(
      "ADMIN_ONION_ORIGIN must be another onion address than ONION_ORIGIN: ADMIN_ON=onion puts the desk behind the shop's",
    );
  return doors;
}

const OUTSIDE = {
  public: ["PUBLIC_PORT", "PUBLIC_ORIGIN"],
  onion: ["ONION_PORT", "ONION_ORIGIN"],
  "admin-onion": ["ADMIN_ONION_PORT", "ADMIN_ONION_ORIGIN"],
} as const;

/** A door that only a program on this machine or network knocks at: a proxy, or Tor. */
function outsideDoor(text: Text, kind: keyof typeof OUTSIDE, withAdmin: ReadonlySet<string>): DoorSettings[] {
  const [portName, originName] = OUTSIDE[kind];
  const [port, origin] = [text(portName), withoutSlash(text(originName))];
  if (port === undefined) return [];
  if (origin === undefined)
    throw new InvalidSetting(`${originName} is needed with ${portName}: ${table[originName].doc}`);
  if (kind === "public" && !origin.startsWith("https://"))
    throw new InvalidSetting(`PUBLIC_ORIGIN must be an https address, but "${origin}" is not`);
  const host = text("HOST") ?? "127.0.0.1";
  const trustedProxy = kind === "public" ? text("PUBLIC_PROXY") : undefined;
  return [
    {
      kind,
      host: isOnion(kind) ? "127.0.0.1" : host,
      port: Number(port),
      origin,
      hasAdmin: kind === "admin-onion" || withAdmin.has(kind),
      trustedProxy,
    },
  ];
}

/** Where a listener is found when nobody says so. */
function addressOf(host: string, port: number): string {
  return `http://${host === "0.0.0.0" ? "localhost" : host}:${port}`;
}

function withPort(origin: string, port: number): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}:${port}`;
}
