import { credentials, InterceptingCall, ListenerBuilder, Metadata, status, type Interceptor } from "@grpc/grpc-js";

/** Marks the error of a call that never left this process; see `lndFailure`. */
const NEVER_SENT = "never-sent";

/**
 * Gives every call its macaroon, and every unary call a deadline.
 *
 * gRPC asks for credentials only when it has a connection and is about to send, so a call that
 * was never asked for them did not reach the node: the one certain way to know, where the status
 * code 14 may mean either. The deadline is a timer and not gRPC's own one, which goes by the wall
 * clock and misfires on a board that sets its clock after starting.
 */
export function callGuard(macaroon: string, deadlineMs: number): Interceptor {
  const metadata = new Metadata();
  metadata.set("macaroon", Buffer.from(macaroon, "base64").toString("hex"));
  return (options, nextCall) => {
    let wasSent = false;
    const identity = credentials.createFromMetadataGenerator((_, give) => {
      wasSent = true;
      give(null, metadata);
    });
    const call = nextCall({ ...options, credentials: identity });
    const isUnary = !options.method_definition.responseStream;
    const timer = isUnary
      ? setTimeout(
          () => call.cancelWithStatus(status.DEADLINE_EXCEEDED, `no answer within ${deadlineMs} ms`),
          deadlineMs,
        )
      : undefined;
    return new InterceptingCall(call, {
      start: (outgoing, _listener, next) => {
        const listener = new ListenerBuilder().withOnReceiveStatus((result, forward) => {
          clearTimeout(timer);
          if (!wasSent) result.metadata?.set(NEVER_SENT, "yes");
          forward(result);
        });
        next(outgoing, listener.build());
      },
    });
  };
}

/** True when the call behind this gRPC error did not reach the node. */
export function wasNeverSent(metadata: Metadata): boolean {
  return metadata.get(NEVER_SENT).length > 0;
}
