import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * Umbrel's app_proxy as far as an app can tell: who gets through without Umbrel's password, what is told of the visitor,
 * and which cookie is kept back. The token itself, a JWT, is any text here.
 */
export interface UmbrelProxy {
  origin: string;
  close: () => Promise<void>;
}

export interface ProxyRules {
  whitelist: string;
  blacklist: string;
}

export const UMBREL_COOKIE = "UMBREL_PROXY_TOKEN";
export const UMBREL_TOKEN = "token-of-somebody-who-knows-the-password";

/** Whether a path comes in without the password; the blacklist is stronger. */
export function isOpen(path: string, { whitelist, blacklist }: ProxyRules): boolean {
  return matches(path, whitelist) && !matches(path, blacklist);
}

/** A rule is one path, `/a/*` what is below it, `/a*` whatever begins so; a slash at the end and a query do not count. */
function matches(path: string, rules: string): boolean {
  const asked = withoutSlash(path.split("?")[0] ?? "");
  return rules.split(",").some((rule) => {
    const [, begin = "", star] = /^(.*?)(\*?)$/.exec(rule.trim()) ?? [];
    if (star === "") return asked === withoutSlash(begin);
    return begin === "" || begin === "/" || asked.startsWith(begin);
  });
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);

/** Opens the proxy in front of an app that listens on a port of this machine. */
export async function openUmbrelProxy(appPort: number, rules: ProxyRules): Promise<UmbrelProxy> {
  const server = createServer((incoming, outgoing) => {
    if (isOpen(incoming.url ?? "/", rules) || knowsPassword(incoming)) forward(incoming, outgoing, appPort);
    else outgoing.writeHead(302, { Location: signInAt(incoming) }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy listens on no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Umbrel's own page for the password, on a port of its own. */
function signInAt({ headers, url = "/" }: IncomingMessage): string {
  const [host = ""] = (headers.host ?? "").split(":");
  const query = new URLSearchParams({
    origin: host.endsWith(".onion") ? "tor" : "host",
    app: "satoshop-hub",
    path: url,
  });
  return `http://${host}:2000/?${query.toString()}`;
}

const cookiesOf = (header = ""): string[] =>
  header
    .split(";")
    .map((pair) => pair.trim())
    .filter(Boolean);

function knowsPassword({ headers }: IncomingMessage): boolean {
  return cookiesOf(headers.cookie).includes(`${UMBREL_COOKIE}=${UMBREL_TOKEN}`);
}

/** The app is asked under the name that the visitor typed, and for the path as it came. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { cookie, host, ...rest } = incoming.headers;
  const cookies = cookiesOf(cookie).filter((pair) => !pair.startsWith(`${UMBREL_COOKIE}=`));
  const headers = {
    ...rest,
    host,
    "x-forwarded-proto": "http",
    "x-forwarded-host": host,
    "x-forwarded-for": incoming.socket.remoteAddress,
    ...(cookies.length > 0 && { cookie: cookies.join("; ") }),
  };
  const asked = request({ port, host: "127.0.0.1", path: incoming.url, method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  asked.once("error", () => outgoing.destroy());
  incoming.pipe(asked);
}
