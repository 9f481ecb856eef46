import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { seedStall } from "./goods.ts";
import { Visitor } from "./visitor.ts";

const test = suite("http/pages/settings");

const hub = openHub();
test.after(async () => (await hub).close());

test("language and brightness are kept in the browser and come back to the page where they were chosen", async () => {
  const t = await hub;
  await seedStall(t, "orchard");
  const visitor = new Visitor(t);
  const page = await visitor.get("/stalls/orchard?search=x");
  const korean = await visitor.submit(page, "/settings/language", { language: "ko" });
  assert.is(korean.path, "/stalls/orchard?search=x");
  assert.match(korean.html, /^<!doctype html><html lang="ko"/);
  const dark = await visitor.submit(korean, "/settings/theme", { theme: "dark" });
  assert.match(dark.html, /<html lang="ko" data-theme="dark"/);
  const auto = await visitor.submit(dark, "/settings/theme", { theme: "auto" });
  assert.not.match(auto.html, /<html[^>]*data-theme/);
});

for (const target of [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "\n//evil.example",
  "evil.example",
  "http:evil.example",
  "",
  " //evil.example",
  "/%0d%0aSet-Cookie: x=y",
]) {
  test(`a switch never leads away from the hub, not even to ${JSON.stringify(target)}`, async () => {
    const t = await hub;
    for (const [path, field, value] of [
      ["/settings/language", "language", "ko"],
      ["/settings/theme", "theme", "dark"],
    ] as const) {
      const body = new URLSearchParams({ [field]: value, return: target });
      const response = await t.app.request(path, { method: "POST", body, headers: { Origin: t.hub.origin } });
      assert.is(response.status, 303);
      const location = response.headers.get("location") ?? "";
      assert.is(new URL(location, t.hub.origin).origin, t.hub.origin, location);
      assert.match(location, /^\/(?![/\\])/);
    }
  });
}

test("a language or brightness that nobody offered changes nothing", async () => {
  const visitor = new Visitor(await hub);
  const page = await visitor.post("/settings/language", { language: "xx", return: "/" });
  assert.match(page.html, /<html lang="en">/);
  assert.is(visitor.cookie("locale"), undefined);
  await visitor.post("/settings/theme", { theme: "purple", return: "/" });
  assert.is(visitor.cookie("theme"), undefined);
});
