import autocannon from "autocannon";

export interface PageLoad {
  seconds: number;
  connections: number;
  /** Every request at an address of its own, so that the hub can serve none of them from what it keeps. */
  isAlwaysNew?: boolean;
}

/** More than the hub keeps, so that an address that comes round again is new again. */
const ADDRESSES = 500;

/** How many a second of one page come over connections that stay open; every answer must be a whole page. */
export async function loadPage(url: string, { seconds, connections, isAlwaysNew }: PageLoad): Promise<number> {
  const addresses = isAlwaysNew === true ? { setupClient: newAddresses(url) } : {};
  const result = await autocannon({ url, connections, duration: seconds, ...addresses });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0 || result["2xx"] === 0)
    throw new Error(`${failed} of the requests for ${url} failed, ${result["2xx"]} did not`);
  return result.requests.average;
}

function newAddresses(url: string): (client: { setRequests: (requests: { path: string }[]) => void }) => void {
  const { pathname } = new URL(url);
  let clients = 0;
  return (client) => {
    clients += 1;
    client.setRequests(
      Array.from({ length: ADDRESSES }, (_, index) => ({ path: `${pathname}?n=${clients}-${index}` })),
    );
  };
}
