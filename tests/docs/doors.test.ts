import * as assert from "uvu/assert";
import type { Method } from "../../app/accounts/open-session.ts";
import { limitOf } from "../../app/accounts/session-limits.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../app/domain/time.ts";
import { DEFAULT_RATE_LIMITS } from "../../app/http/rate-limits.ts";
import type { RateLimits } from "../../app/http/rate-limits.ts";
import { suite } from "../support/suite.ts";
import { pageAt } from "./pages.ts";

const test = suite("docs/doors");
const page = pageAt("docs/doors.md");

/** The cells of each line of the table under a heading. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function told(ms: bigint): string {
  const [count, unit] =
    ms >= 2n * DAY_MS ? [ms / DAY_MS, "day"] : ms >= HOUR_MS ? [ms / HOUR_MS, "hour"] : [ms / MINUTE_MS, "minute"];
  return `${count} ${unit}${count === 1n ? "" : "s"}`;
}

test("how long sessions last is told as it is", () => {
  const limits = [
    limitOf("owner", "full"),
    limitOf("seller", "full"),
    limitOf("buyer", "full"),
    limitOf("buyer", "recovery"),
  ];
  const rows = rowsUnder("Sessions").map(([, idle = "", absolute = ""]) => [
    idle.replace(" without a request", ""),
    absolute,
  ]);
  assert.equal(
    rows,
    limits.map(({ idleMs, absoluteMs }) => [told(idleMs), told(absoluteMs)]),
  );
  for (const role of ["operator", "support", "viewer"] as const)
    assert.equal(limitOf(role, "full"), limitOf("owner", "full"), role);
});

test("how often somebody may try is told as it is", () => {
  const kinds: (keyof RateLimits)[] = ["signIns", "onionSignIns", "letters", "recoveries", "doorRecoveries"];
  const rows = rowsUnder("Limits").map(([, often = ""]) => often);
  for (const kind of kinds) {
    const { burst, perMinute } = DEFAULT_RATE_LIMITS[kind];
    assert.ok(rows.includes(`${burst} at once, then ${perMinute} a minute`), kind);
  }
  assert.ok(rows.length >= 12);
});

/** In which words the page tells of each way in; a new way does not compile until it has some. */
const WAYS: Readonly<Record<Method, RegExp>> = {
  link: /link and code by mail|invitation link|login-link|code that an installation shows/,
  code: /link and code by mail/,
  google: /Google/,
  lnurl: /Lightning wallet/,
  passkey: /passkey/,
  sheet: /backup sheet and PIN/,
  screen: /phone in front of a signed-in screen/,
  telegram: /Telegram/,
};

test("every way in is told, with what it needs and where it works", () => {
  const rows = rowsUnder("Ways in");
  for (const [method, words] of Object.entries(WAYS))
    assert.ok(
      rows.some(([way = "", needs = "", where = ""]) => words.test(way) && needs !== "" && where !== ""),
      method,
    );
  for (const [way = ""] of rows)
    assert.ok(
      Object.values(WAYS).some((words) => words.test(way)),
      way,
    );
});
