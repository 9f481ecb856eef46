import fc from "fast-check";
import ipaddr from "ipaddr.js";
import * as assert from "uvu/assert";
import { destinationOf } from "../../../app/gateways/web/destination.ts";
import { isPublicAddress } from "../../../app/gateways/web/public-address.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/web/public-address");

test("addresses that somebody on the public internet has are public", () => {
  for (const address of ["1.1.1.1", "93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1"])
    assert.ok(isPublicAddress(address), address);
});

const closed = {
  "this machine": ["127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "::", "0.1.2.3"],
  "private networks": ["10.0.0.1", "10.21.21.9", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12::1"],
  "the own link": ["169.254.1.1", "169.254.169.254", "fe80::1", "febf::1"],
  "a provider's own network": ["100.64.0.1", "100.127.255.255"],
  "IPv4 inside IPv6": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::ffff:0:127.0.0.1"],
  "translators and tunnels": ["64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"],
  "groups and broadcast": ["224.0.0.1", "239.1.1.1", "255.255.255.255", "ff02::1"],
  "documentation and what is kept": [
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "240.0.0.1",
    "2001:db8::1",
  ],
  "what nobody was given": ["4000::1", "8000::1", "1::1", "fec0::1", "100::1"],
  "no address at all": ["", "localhost", "1.1.1.1/8", "1.1.1.1 ", "[::1]", "fe80::1%eth0"],
};

for (const [kind, addresses] of Object.entries(closed)) {
  test(`${kind}: no public address`, () => {
    for (const address of addresses) assert.not(isPublicAddress(address), address);
  });
}

const ranges = ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"];

/** Any address of a range, as its four numbers. */
const closedAddress = fc
  .tuple(fc.constantFrom(...ranges), fc.nat({ max: 2 ** 32 - 1 }))
  .map(([range, number]): [number, number, number, number] => {
    const [network, bits] = ipaddr.IPv4.parseCIDR(range);
    const inside = Buffer.alloc(4);
    inside.writeUInt32BE(number % 2 ** (32 - bits));
    const [a = 0, b = 0, c = 0, d = 0] = network.octets.map((octet, index) => octet | (inside[index] ?? 0));
    return [a, b, c, d];
  });

type Octets = [number, number, number, number];
const whole = ([a, b, c, d]: Octets) => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number) => `0x${value.toString(16)}`;
const octal = (value: number) => `0${value.toString(8)}`;
const group = (high: number, low: number) => (high * 256 + low).toString(16);

/** What browsers and `fetch` read as the same address (WHATWG URL, IPv4 parser; RFC 4291; RFC 6052). */
const spellings: readonly ((octets: Octets) => string)[] = [
  (octets) => octets.join("."),
  (octets) => octets.map(hex).join("."),
  (octets) => octets.map(octal).join("."),
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  (octets) => String(whole(octets)),
  (octets) => hex(whole(octets)),
  (octets) => octal(whole(octets)),
  ([a, b, c, d]) => `${hex(a)}.${octal(b)}.${c}.${d}.`,
  (octets) => octets.join("%2e"),
  (octets) => octets.join("。"),
  (octets) => `[::ffff:${octets.join(".")}]`,
  ([a, b, c, d]) => `[0:0:0:0:0:ffff:${group(a, b)}:${group(c, d)}]`,
  ([a, b, c, d]) => `[64:ff9b::${group(a, b)}:${group(c, d)}]`,
  ([a, b, c, d]) => `[2002:${group(a, b)}:${group(c, d)}::]`,
  (octets) => `[::${octets.join(".")}]`,
];

test("no spelling of a closed IPv4 address passes for a public one", () => {
  fc.assert(
    fc.property(closedAddress, fc.constantFrom(...spellings), (octets, spell) => {
      const { host } = destinationOf(`https://${spell(octets)}/`, new Set());
      assert.not(isPublicAddress(host), `${spell(octets)} became ${host}`);
    }),
    { numRuns: 2_000, seed: 77 },
  );
});

test("of all IPv6 addresses only those of the public internet are public", () => {
  const address = fc.array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(address, (groups) => {
      const [first = 0] = groups;
      const text = groups.map((each) => each.toString(16)).join(":");
      if (isPublicAddress(text)) assert.ok(first >= 0x2000 && first <= 0x3fff, text);
    }),
    { numRuns: 2_000, seed: 78 },
  );
});
