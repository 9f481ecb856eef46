import type { buildConnector } from "undici";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { connectorTo, internet } from "./connect.ts";
import type { Outside, TorSocks } from "./connect.ts";
import { destinationOf, hostAndPort } from "./destination.ts";
import type { Destination } from "./destination.ts";
import type { SafeFetch } from "./port.ts";
import { readCapped } from "./read-capped.ts";

export type WayOut = {
  /** `host:port` pairs that the owner trusts, such as a receiver on the LAN. */
  allowed?: readonly string[];
  /** Where Tor takes connections; without it no onion service is asked. */
  torSocks?: TorSocks | undefined;
  /** Over everything from resolving the name to the last byte. */
  deadlineMs?: number;
  /** Of the unpacked answer. */
  maxBytes?: number;
  outside?: Outside;
};

type Rules = Required<Omit<WayOut, "allowed">> & { allowed: ReadonlySet<string> };

const defaults = { torSocks: undefined, deadlineMs: 10_000, maxBytes: 1_000_000, outside: internet };

/** Makes the hub's way out to the web, as `port.ts` promises it. */
export function safeFetcher({ allowed = [], ...given }: WayOut = {}): SafeFetch {
  const rules: Rules = { ...defaults, ...given, allowed: new Set(allowed.flatMap((each) => hostAndPort(each) ?? [])) };
  return async (address, init = {}) => {
    const destination = destinationOf(address, rules.allowed);
    const libraries = await loadLibraries();
    const signal = AbortSignal.any([
      AbortSignal.timeout(rules.deadlineMs),
      ...(init.signal instanceof AbortSignal ? [init.signal] : []),
    ]);
    return ask(destination, new Request(destination.url, { ...init, signal }), { ...rules, ...libraries });
  };
}

async function ask(destination: Destination, request: Request, rules: Rules & Libraries): Promise<Response> {
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  const { method, signal } = request;
  const headers = { "user-agent": "satoshop-hub", ...Object.fromEntries(request.headers) };
  const line = newLine(rules, connectorTo(destination, rules));
  const sent = { method, headers, body, signal, redirect: "manual", dispatcher: line.dispatcher } as const;
  try {
    return await whole(await rules.fetch(destination.url, sent), rules.maxBytes);
  } catch (error) {
    throw failureOf(error, destination, line.isConnected());
  } finally {
    await line.dispatcher.destroy();
  }
}

type Libraries = Awaited<ReturnType<typeof loadLibraries>>;

/** Late: they cost 29 MB of memory, and a sandbox hub never asks anybody. */
async function loadLibraries() {
  const [{ Agent, buildConnector, fetch }, { socksConnector }] = await Promise.all([
    import("undici"),
    import("fetch-socks"),
  ]);
  return { Agent, buildConnector, fetch, socksConnector };
}

/** For one request alone: nothing else may go by a connection that was opened under its rules. */
function newLine({ Agent }: Libraries, connect: buildConnector.connector) {
  let isConnected = false;
  const dispatcher = new Agent({
    allowH2: false,
    connect: (options, done) =>
      connect(options, (...came) => {
        isConnected = came[0] === null;
        done(...came);
      }),
  });
  return { dispatcher, isConnected: () => isConnected };
}

type Answer = Pick<Response, "status" | "statusText"> & {
  headers: Iterable<[string, string]>;
  body: AsyncIterable<Uint8Array> | null;
};

const WITHOUT_BODY = new Set([101, 204, 205, 304]);
/** They told how the body was packed, and it has been unpacked. */
const OF_THE_WIRE = new Set(["content-encoding", "content-length", "transfer-encoding"]);

async function whole({ status, statusText, headers, body }: Answer, maxBytes: number): Promise<Response> {
  const bytes = await readCapped(body, maxBytes);
  return new Response(WITHOUT_BODY.has(status) ? null : bytes, {
    status,
    statusText,
    headers: [...headers].filter(([name]) => !OF_THE_WIRE.has(name)),
  });
}

/** Fetch hides what happened in its error's cause. */
function failureOf(error: unknown, { url }: Destination, isConnected: boolean): Error {
  const cause = error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Misconfigured) return cause;
  const says = `${url.host} gave no answer: ${cause instanceof Error ? cause.message : String(cause)}`;
  return isConnected ? new OutcomeUnknown(says, { cause }) : new NotApplied(says, { cause });
}
