export interface Heartbeat {
  /** One question to the node, with a deadline of its own. */
  beat: () => Promise<unknown>;
  /** Time between an answer and the next question. */
  everyMs: number;
  /** Told about each question that failed; what that means for the connection is not for the heartbeat to say. */
  onFailure: (error: unknown) => void;
}

/**
 * Asks the node again and again whether it is there; returns the way to stop.
 *
 * Over Tor, a tunnel or after a power cut at the other end a connection can be dead without either side
 * hearing of it, and a stream on it stays silent for ever.
 */
export function startHeartbeat({ beat, everyMs, onFailure }: Heartbeat): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    try {
      await beat();
    } catch (error) {
      if (!isStopped) onFailure(error);
    }
    plan();
  };
  const plan = () => {
    // A program that has nothing else to do may end.
    if (!isStopped) timer = setTimeout(() => void ask(), everyMs).unref();
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
