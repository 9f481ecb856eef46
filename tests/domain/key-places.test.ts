import * as assert from "uvu/assert";
import { isGooglePlace, passkeyHost } from "../../app/domain/key-places.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/key-places");

const places: readonly (readonly [origin: string, passkeys: string | undefined, google: boolean])[] = [
  ["https://shop.example.org", "shop.example.org", true],
  ["https://shop.example.org:8443", "shop.example.org", true],
  ["http://localhost:3000", "localhost", true],
  ["http://shop.example.org", undefined, false],
  ["http://127.0.0.1:3000", undefined, false],
  ["http://[::1]:3000", undefined, false],
  ["http://192.168.1.20:3000", undefined, false],
  ["http://umbrel.local", undefined, false],
  ["https://umbrel.local", "umbrel.local", false],
  ["https://shop.lan", "shop.lan", false],
  ["https://nas.home.arpa", "nas.home.arpa", false],
  ["https://shop", "shop", false],
  ["https://93.184.215.14", undefined, false],
  ["https://[2606:2800:21f::1]", undefined, false],
  [`http://${"a".repeat(56)}.onion`, undefined, false],
  [`https://${"a".repeat(56)}.onion`, `${"a".repeat(56)}.onion`, false],
  ["http://localhost.evil.example", undefined, false],
];

for (const [origin, passkeys, google] of places)
  test(`at ${origin} there are ${passkeys === undefined ? "no " : ""}passkeys and Google is ${google ? "" : "not "}offered`, () => {
    assert.is(passkeyHost(origin), passkeys);
    assert.is(isGooglePlace(origin), google);
  });
