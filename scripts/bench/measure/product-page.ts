import { serveBare } from "../bare-page.ts";
import { loadPage } from "../load-page.ts";
import { atLeast, atMost, short, type Row } from "../row.ts";
import { quantile } from "../statistics.ts";
import { askSteadily } from "../steady.ts";

const PAGES_PER_SECOND = 5_000;
const STEADY_PER_SECOND = 500;
const P99_MS = 10;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;

/** The page of a product, rendered on the server: as many as it can, and how long one takes at a steady pace. */
export async function measureProductPage(url: string, seconds: number): Promise<Row[]> {
  const page = await (await fetch(url)).text();
  if (!page.includes("</html>")) throw new Error(`${url} is not a page`);
  const bare = await serveBare(page);
  try {
    return [await measureBusy(url, bare.origin, seconds), await measureSteady(url, bare.origin, seconds)];
  } finally {
    await bare.stop();
  }
}

async function measureBusy(url: string, bareUrl: string, seconds: number): Promise<Row> {
  const load = { seconds, connections: CONNECTIONS };
  await loadPage(url, { ...load, seconds: WARM_UP_SECONDS, isAlwaysNew: true });
  const anew = await loadPage(url, { ...load, isAlwaysNew: true });
  const busy = await loadPage(url, load);
  const bare = await loadPage(bareUrl, load);
  return {
    what: "product page, a second, one process",
    measured: short(busy),
    beside: `node:http, same bytes: ${short(bare)}; each at a new address: ${short(anew)}`,
    ratio: (busy / bare).toFixed(2),
    ...atLeast(busy, PAGES_PER_SECOND, "a second"),
  };
}

async function measureSteady(url: string, bareUrl: string, seconds: number): Promise<Row> {
  const pace = { perSecond: STEADY_PER_SECOND, seconds, connections: CONNECTIONS };
  const hubMs = quantile(await askSteadily(url, pace), 990);
  const bareMs = quantile(await askSteadily(bareUrl, pace), 990);
  return {
    what: `product page at ${STEADY_PER_SECOND} a second, p99`,
    measured: `${short(hubMs)} ms`,
    beside: `node:http, same bytes: ${short(bareMs)} ms`,
    ratio: (hubMs / bareMs).toFixed(2),
    ...atMost(hubMs, P99_MS, "ms"),
  };
}
