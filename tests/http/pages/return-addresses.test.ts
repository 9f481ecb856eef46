import * as assert from "uvu/assert";
import type { Role } from "../../../app/domain/permissions.ts";
import { accessOf } from "../../../app/http/access.ts";
import type { Access } from "../../../app/http/access.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import type { TestHub } from "../hub.ts";
import { comeIn } from "./people/come-in.ts";

const test = suite("http/pages/return-addresses");

const AWAY = [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/\t/evil.example",
  "https:evil.example",
  "/\r\nLocation: https://evil.example",
  "/\r\nSet-Cookie: satoshop_sid=evil.example",
  "/%0d%0aSet-Cookie:%20x=evil.example",
];

/** What programs everywhere call a place to go on to; ours are the first two. */
const NAMES = ["wanted", "return", "next", "url", "redirect", "redirect_uri", "returnTo", "back", "continue"];

/** Sent along by careless proxies, or by whoever wants to be taken for one. */
const FORWARDED = {
  "X-Forwarded-Host": "evil.example",
  "X-Original-Host": "evil.example",
  "X-Host": "evil.example",
  Forwarded: "host=evil.example;proto=https",
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Prefix": "//evil.example",
  "X-Original-URL": "/evil.example",
  "X-Rewrite-URL": "/evil.example",
  Referer: "https://evil.example/",
};

async function cookieOf(t: TestHub, role: Role): Promise<string> {
  const { visitor } = await comeIn(t, role);
  return `${t.hub.origin.startsWith("https") ? "__Host-" : ""}satoshop_sid=${visitor.cookie("satoshop_sid")}`;
}

async function send(t: TestHub, { method, path }: Access, headers: Record<string, string>, wanted: string) {
  const fields = new URLSearchParams(NAMES.map((name) => [name, wanted]));
  const address = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "1");
  const body = method === "POST" ? { body: fields } : {};
  return t.app.request(`${t.hub.origin}${address}?${fields}`, {
    method,
    headers: { Origin: t.hub.origin, Accept: "text/html", ...headers },
    ...body,
  });
}

/** Where a browser would go. */
function targetOf(t: TestHub, response: Response): string {
  return new URL(response.headers.get("location") ?? "", t.hub.origin).origin;
}

for (const role of [undefined, "seller", "owner"] as const) {
  test(`no address leads ${role ?? "a stranger"} off the hub or sets what it is told to, whatever it is asked`, async () => {
    const t = await openHub();
    const headers: Record<string, string> = role === undefined ? {} : { Cookie: await cookieOf(t, role) };
    let redirects = 0;
    for (const wanted of AWAY)
      for (const route of accessOf(t.app)) {
        if (/sign-out|erase|token|events/.test(route.path)) continue;
        const response = await send(t, route, headers, wanted);
        const at = `${route.method} ${route.path} with ${JSON.stringify(wanted)}`;
        if (response.headers.has("location")) redirects += 1;
        assert.is(targetOf(t, response), t.hub.origin, at);
        assert.not.match(response.headers.getSetCookie().join("\n"), /evil/, at);
        await response.body?.cancel();
      }
    assert.ok(redirects >= AWAY.length, `only ${redirects} redirects were seen`);
    await t.close();
  });
}

test("the pages that are asked where to go on to carry nothing along that leads away", async () => {
  const t = await openHub();
  const Cookie = await cookieOf(t, "buyer");
  for (const path of ["/sign-in", "/account/confirm"])
    for (const wanted of AWAY) {
      const query = new URLSearchParams({ wanted, return: wanted });
      const page = await t.app.request(`${path}?${query}`, { headers: { Cookie, Accept: "text/html" } });
      assert.is(page.status, 200);
      const carried = [...(await page.text()).matchAll(/ (?:name="wanted" value|href|action)="([^"]*)"/g)];
      assert.ok(carried.length > 3);
      for (const [, address = ""] of carried)
        assert.is(new URL(address === "" ? "/" : address, t.hub.origin).origin, t.hub.origin, `${path}: ${address}`);
    }
  await t.close();
});

test("no header makes a page of the public address name another host", async () => {
  const door = { kind: "public", hasAdmin: true, trustedProxy: undefined } as const;
  const t = await openHub({ door, origin: "https://shop.example", addresses: { public: "https://shop.example" } });
  const Cookie = await cookieOf(t, "owner");
  let pages = 0;
  for (const route of accessOf(t.app).filter(({ method, path }) => method === "GET" && !/events|:/.test(path))) {
    const response = await t.app.request(`${t.hub.origin}${route.path}`, {
      headers: { ...FORWARDED, Cookie, Accept: "text/html" },
    });
    const text = await response.text();
    assert.not.match(`${text}${[...response.headers].join("\n")}`, /evil\.example/, route.path);
    if (response.status === 200) pages += 1;
  }
  assert.ok(pages >= 15, `only ${pages} pages were looked at`);
  await t.close();
});
