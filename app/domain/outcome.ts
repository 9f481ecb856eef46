/**
 * The outside may or may not have acted: the call was sent and no trustworthy answer came back.
 * Never retried blindly; whoever catches it leaves the intent in place and asks the neighbour later.
 */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/**
 * The neighbour could not be reached or refused before acting, so nothing happened
 * and the same call may be made again.
 */
export class NotApplied extends Error {
  override readonly name = "NotApplied";
}

/** The neighbour's configuration is wrong (permission, version, network): trying again cannot help. */
export class Misconfigured extends Error {
  override readonly name = "Misconfigured";
}
