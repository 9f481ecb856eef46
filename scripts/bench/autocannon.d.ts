/** The part of the `autocannon` package that the benchmark uses; the package brings no types. */
declare module "autocannon" {
  export interface Client {
    setRequests(requests: { path: string }[]): void;
  }

  export interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    /** Called for each connection before its first request. */
    setupClient?: (client: Client) => void;
  }

  export interface Result {
    "2xx": number;
    non2xx: number;
    errors: number;
    timeouts: number;
    /** Completed requests in each second of the run. */
    requests: { average: number };
  }

  export default function autocannon(options: Options): Promise<Result>;
}
