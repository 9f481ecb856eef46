import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApiPath } from "../app/http/openapi/operation.ts";
import type { OpenApiDocument } from "../app/http/openapi/types.ts";
import { apiDocument } from "../app/http/operations.ts";
import { pageRoutes } from "../app/http/pages/index.ts";
import { createServer } from "../app/http/server.ts";
import { lookedAt } from "./access/looked-at.ts";

const FILE = "docs/openapi.json";

/** Fewer operations than this means that the routes were not found, not that there are so few. */
const LEAST_OPERATIONS = 10;

/** What browsers fetch for people; everything else that is no page belongs into the document. */
const FOR_BROWSERS = new Set([
  "GET /assets/:name{.+}",
  "GET /pictures/:id{[0-9a-f]+}/:width{[1-9][0-9]*}",
  "GET /favicon.ico",
  "GET /apple-touch-icon.png",
  "GET /site.webmanifest",
  // Asked by wallets, in the words of LUD-04.
  "GET /lnurl-auth",
  "GET /lnurl-withdraw/take",
  "GET /lnurl-withdraw",
  "GET /docs",
  "GET /problems/:reason",
]);

type Route = { method: string; path: string };

/** Routes without a description, and descriptions without a route. */
export function differences(routes: readonly Route[], pages: readonly Route[], document: OpenApiDocument): string[] {
  const notForPrograms = new Set([...FOR_BROWSERS, ...pages.map(nameOf)]);
  const served = new Set(
    routes
      .filter(({ method }) => method !== "ALL")
      .map(nameOf)
      .filter((name) => !notForPrograms.has(name))
      .map(openApiPath),
  );
  const described = new Set(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => nameOf({ method, path })),
    ),
  );
  return [
    ...[...served.difference(described)].map((name) => `${name} is served but not described`),
    ...[...described.difference(served)].map((name) => `${name} is described but not served`),
  ];
}

function nameOf({ method, path }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

async function main(isCheck: boolean): Promise<void> {
  const document = apiDocument();
  const text = `${JSON.stringify(document, undefined, 2)}\n`;
  const folder = mkdtempSync(join(tmpdir(), "satoshop-openapi-"));
  const hub = lookedAt(folder);
  const problems = differences(createServer(hub).routes, pageRoutes(hub).routes, document);
  await hub.db.destroy();
  rmSync(folder, { recursive: true });
  const count = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
  if (count < LEAST_OPERATIONS) problems.push(`only ${count} operations were found`);
  if (isCheck && readFileSync(FILE, "utf8") !== text)
    problems.push(`${FILE} is not what the routes say: run npm run docs`);
  if (!isCheck) writeFileSync(FILE, text);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${count} operations\n`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.includes("--check"));
