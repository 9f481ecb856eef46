import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("GET /assets");

const t = await openHub();
test.after(t.close);

const STYLES = "/assets/app.0123456789.css";

test("built files may be kept for ever", async () => {
  const response = await t.app.request("/assets/islands/copy.0123456789.js");
  assert.is(response.status, 200);
  assert.is(response.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.is(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.is(await response.text(), "islands/copy.js");
});

test("the smallest form that the browser takes is sent", async () => {
  const sent = async (accepted: string) => {
    const response = await t.app.request(STYLES, { headers: { "Accept-Encoding": accepted } });
    assert.is(response.headers.get("vary"), "Accept-Encoding");
    return [response.headers.get("content-encoding"), await response.text()];
  };
  assert.equal(await sent("gzip, deflate, br, zstd"), ["br", "as brotli"]);
  assert.equal(await sent("gzip"), ["gzip", "as gzip"]);
  assert.equal(await sent("identity"), [null, "app.css"]);
});

test("no path leads out of the folder or to what is not an asset", async () => {
  for (const path of [
    "/assets/../main.ts",
    "/assets/%2e%2e/main.ts",
    "/assets/..%2fmain.ts",
    "/assets//etc/passwd",
    `${STYLES}.br`,
    "/assets/",
    "/assets/manifest.json",
  ]) {
    const response = await t.app.request(path);
    assert.is(response.status, 404, path);
  }
  await refused(t.app.request("/assets/none.css"), "not-found");
});

test("well-known names lead to the built files", async () => {
  const response = await t.app.request("/favicon.ico");
  assert.is(response.status, 302);
  assert.is(response.headers.get("location"), "/assets/favicon.0123456789.png");
});
