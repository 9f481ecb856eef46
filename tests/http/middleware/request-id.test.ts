import * as assert from "uvu/assert";
import { isId } from "../../../app/domain/ids.ts";
import { suite } from "../../support/suite.ts";
import { openHub, refused } from "../hub.ts";

const test = suite("request id");

const t = await openHub();
test.after(t.close);

test("every answer names its request by an id of our own, whatever the client sends", async () => {
  const ids = await Promise.all(
    ["/livez", "/nothing", "/livez"].map(async (path) => {
      const response = await t.app.request(path, { headers: { "X-Request-Id": "mine" } });
      return response.headers.get("x-request-id") ?? "";
    }),
  );
  assert.ok(ids.every((id) => isId("req", id)));
  assert.is(new Set(ids).size, 3);
});

test("a problem and its log line carry the same ids", async () => {
  const response = await t.app.request("/nothing");
  const problem = await refused(response, "not-found");
  assert.is(problem.requestId, response.headers.get("x-request-id"));
  const line = t.logged.find((each) => each.includes(problem.requestId)) ?? "";
  assert.ok(line.includes(problem.traceId));
});
