import { serveBare } from "../bare-page.ts";
import { loadPage } from "../load-page.ts";
import { atLeast, atMost, short, type Row } from "../row.ts";

const PAGES_PER_SECOND = 5_000;
const STEADY_PER_SECOND = 500;
const P99_MS = 10;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;

/** The page of a product, rendered on the server: as many as it can, and how long one takes at a steady pace. */
export async function measureProductPage(url: string, seconds: number): Promise<Row[]> {
  const page = await (await fetch(url)).text();
  if (!page.includes("</html>")) throw new Error(`${url} is not a page`);
  const load = { seconds, connections: CONNECTIONS };
  await loadPage(url, { ...load, seconds: WARM_UP_SECONDS, isAlwaysNew: true });
  const busy = await loadPage(url, load);
  const anew = await loadPage(url, { ...load, isAlwaysNew: true });
  const steady = await loadPage(url, { ...load, perSecond: STEADY_PER_SECOND });
  const bare = await loadBare(page, seconds);
  return [
    {
      what: "product page, a second, one process",
      measured: short(busy.perSecond),
      beside: `node:http, same bytes: ${short(bare)}; rendered anew for each: ${short(anew.perSecond)}`,
      ratio: (busy.perSecond / bare).toFixed(2),
      ...atLeast(busy.perSecond, PAGES_PER_SECOND, "a second"),
    },
    {
      what: `product page at ${STEADY_PER_SECOND} a second, p99`,
      measured: `${short(steady.p99Ms)} ms`,
      beside: "",
      ratio: "",
      ...atMost(steady.p99Ms, P99_MS, "ms"),
    },
  ];
}

async function loadBare(page: string, seconds: number): Promise<number> {
  const server = await serveBare(page);
  try {
    return (await loadPage(server.origin, { seconds, connections: CONNECTIONS })).perSecond;
  } finally {
    await server.stop();
  }
}
