import { Hono } from "hono";
import * as assert from "uvu/assert";
import type { HubEnv } from "../../../app/http/context.ts";
import { preferences } from "../../../app/http/middleware/preferences.ts";
import { suite } from "../../support/suite.ts";

const test = suite("preferences");

const app = new Hono<HubEnv>().use(preferences()).get("/", (c) => c.json([c.get("locale"), c.get("theme") ?? null]));

const shown = async (headers: Record<string, string>) => (await app.request("/", { headers })).json();

test("the language is the one chosen here, else the browser's, else English", async () => {
  assert.equal(await shown({}), ["en", null]);
  assert.equal(await shown({ "Accept-Language": "fr, ko-KR;q=0.8, en;q=0.7" }), ["ko", null]);
  assert.equal(await shown({ "Accept-Language": "ko", Cookie: "locale=en" }), ["en", null]);
  assert.equal(await shown({ "Accept-Language": "ko", Cookie: "locale=xx" }), ["ko", null]);
});

test("the theme is the one chosen here, else the device's own", async () => {
  assert.equal(await shown({ Cookie: "locale=ko; theme=dark" }), ["ko", "dark"]);
  assert.equal(await shown({ Cookie: "theme=light" }), ["en", "light"]);
  assert.equal(await shown({ Cookie: "theme=auto" }), ["en", null]);
  assert.equal(await shown({ Cookie: 'theme="><script>' }), ["en", null]);
});
