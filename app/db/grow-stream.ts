import { transactionScope } from "./guarded-driver.ts";

/** Says that a stream has news, to be announced when the running transaction has committed. */
export function growStream(stream: string): void {
  transactionScope()?.grownStreams.add(stream);
}
