import * as assert from "uvu/assert";
import { childOf } from "../../../app/http/middleware/trace-context.ts";
import { testRandom } from "../../support/world.ts";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("trace context");

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test("a caller's trace goes on, as a span of its own", () => {
  const child = childOf(`00-${TRACE}-${SPAN}-01`, testRandom());
  assert.match(child, new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  assert.not.match(child, new RegExp(SPAN));
});

test("a later version is read as far as we know it", () => {
  assert.match(childOf(`cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`, testRandom()), new RegExp(TRACE));
});

const broken = [
  undefined,
  "",
  "00",
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${"0".repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${TRACE}x-${SPAN}-01`,
];

for (const parent of broken) {
  test(`"${parent ?? "nothing"}" begins a new trace`, () => {
    const child = childOf(parent, testRandom());
    assert.match(child, /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    assert.not.match(child, new RegExp(`${TRACE}|0{32}`));
  });
}

test("a problem names the caller's trace", async () => {
  const t = await openHub();
  const response = t.app.request("/nothing", { headers: { traceparent: `00-${TRACE}-${SPAN}-01` } });
  assert.is((await refused(response, "not-found")).traceId, TRACE);
  await t.close();
});
