import * as assert from "uvu/assert";
import { addressChecker } from "../../../app/gateways/web/check-address.ts";
import type { WayOut } from "../../../app/gateways/web/safe-fetch.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/web/check-address");

const ONION = `${"a".repeat(55)}d.onion`;
const known: Record<string, string[]> = {
  "shop.example": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
  "printer.example": ["93.184.215.14", "192.168.1.9"],
};

function check(address: string, way: WayOut = {}) {
  const outside = {
    resolve: async (host: string) => known[host] ?? Promise.reject(new Error("ENOTFOUND")),
    dial: () => Promise.reject(new Error("nobody is asked")),
  };
  return addressChecker({ ...way, outside })(address);
}

test("a public address over https has no trouble, and neither has a name that nobody knows yet", async () => {
  assert.is(await check("https://shop.example/hook"), undefined);
  assert.is(await check("https://93.184.215.14/hook"), undefined);
  assert.is(await check("https://tomorrow.example/hook"), undefined);
});

test("other schemes and other ports are not asked", async () => {
  for (const address of ["http://shop.example/", "https://shop.example:8443/", "ftp://shop.example/", "shop.example"])
    assert.is(await check(address), "not-https", address);
});

test("an address is private when any of its places is, unless the owner lists it", async () => {
  assert.is(await check("https://printer.example/"), "private");
  for (const host of ["127.0.0.1", "10.0.0.7", "[::1]", "[::ffff:192.168.1.1]", "169.254.169.254"])
    assert.is(await check(`https://${host}/`), "private", host);
  const allowed = ["printer.example:443", "printer.lan:8080"];
  assert.is(await check("https://printer.example/", { allowed }), undefined);
  assert.is(await check("http://printer.lan:8080/hook", { allowed }), undefined);
});

test("an onion service needs Tor, and then may speak plain http", async () => {
  assert.is(await check(`http://${ONION}/hook`), "no-tor");
  assert.is(await check(`http://${ONION}/hook`, { torSocks: { host: "127.0.0.1", port: 9050 } }), undefined);
});
