import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub, posted } from "../hub.ts";

const test = suite("security headers");

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'";

test("every answer carries them: pages, data, files, problems, redirects", async () => {
  const t = await openHub();
  const answers = await Promise.all([
    t.app.request("/docs"),
    t.app.request("/api/v1/products"),
    t.app.request("/assets/app.0123456789.css"),
    t.app.request("/nothing", { headers: { Accept: "text/html" } }),
    t.app.request("/api/v1/orders", posted({})),
    t.app.request("/api/v1/orders", { method: "DELETE" }),
    t.app.request("/favicon.ico"),
    t.app.request("/livez", { method: "HEAD" }),
  ]);
  for (const { headers } of answers) {
    assert.is(headers.get("content-security-policy"), POLICY);
    assert.is(headers.get("referrer-policy"), "same-origin");
    assert.is(headers.get("x-content-type-options"), "nosniff");
    assert.is(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.is(headers.get("strict-transport-security"), null);
    assert.equal(
      [...headers.keys()].filter((name) => name.startsWith("access-control-")),
      [],
      "no other site reads anything here",
    );
  }
  await t.close();
});

test("a hub on https asks browsers to stay there for a year", async () => {
  const t = await openHub({ origin: "https://shop.example" });
  const { headers } = await t.app.request("/livez");
  assert.is(headers.get("strict-transport-security"), "max-age=31536000");
  await t.close();
});
