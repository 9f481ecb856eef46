import type { NetworkInterfaceInfo } from "node:os";
import type { Config } from "../../../app/config.ts";
import { MDNS_NAME } from "../../../appliance/node-config/avahi-service.ts";

type Interfaces = Readonly<Partial<Record<string, NetworkInterfaceInfo[]>>>;

/** Networks inside this machine, of containers and virtual machines: nobody's phone is in them. */
const INSIDE = /^(?:docker|br-|veth|virbr|podman|cni|lxc|lxd)/;

/** Where people on the LAN find the shop, the best address first. */
export function shopAddresses(doors: Config["doors"], interfaces: Interfaces): string[] {
  const lan = doors.find(({ kind }) => kind === "lan");
  if (lan === undefined) return [];
  const isEverywhere = lan.host === "0.0.0.0" || lan.host === "::";
  const named = isEverywhere && new URL(lan.origin).hostname === "localhost" ? [] : [lan.origin];
  if (!isEverywhere) return named;
  const numbers = addressesIn(interfaces).map((host) => `http://${host}:${lan.port}`);
  const local = numbers.length === 0 ? [] : [`http://${MDNS_NAME}.local:${lan.port}`];
  // Not every phone knows names that end in .local, so the code has the number unless the owner gave an address.
  return [...new Set([...named, ...numbers, ...local])];
}

function addressesIn(interfaces: Interfaces): string[] {
  return Object.entries(interfaces)
    .filter(([name]) => !INSIDE.test(name))
    .flatMap(([, found = []]) => found)
    .filter(({ internal, family, address }) => !internal && family === "IPv4" && !address.startsWith("169.254."))
    .map(({ address }) => address);
}
