/**
 * The only way out to the web. Takes what `fetch` takes and answers as `fetch` does, with these promises:
 *
 * - only to public addresses on port 443, to onion services through Tor, and to what the owner has listed;
 * - connected to the very address that was checked, whatever the name resolves to a moment later;
 * - no redirect is followed: the answer with its `Location` is handed over;
 * - the whole answer has been read when the promise is fulfilled, within a limit of time and of bytes.
 *
 * Throws `Misconfigured` for an address that it will never ask, `NotApplied` when no connection came about, and
 * `OutcomeUnknown` when one did and no whole answer came.
 */
export type SafeFetch = (address: string | URL, init?: RequestInit) => Promise<Response>;

/** Why an address would never be asked: not https on its own port, not public, or an onion service without Tor. */
export type AddressTrouble = "not-https" | "private" | "no-tor";

/** Undefined when nothing speaks against it, as far as can be said without going there. */
export type AddressCheck = (address: string) => Promise<AddressTrouble | undefined>;
