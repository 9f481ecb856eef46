import { Misconfigured } from "../../domain/outcome.ts";

export interface Heartbeat {
  /** One question to the node, with a deadline of its own. */
  beat: () => Promise<unknown>;
  /** Time between an answer and the next question. */
  everyMs: number;
  /** Told about each question that was not answered; not about one that the node answered with a refusal. */
  onSilence: (error: unknown) => void;
}

/**
 * Asks the node again and again whether it is there; returns the way to stop.
 *
 * Over Tor, a tunnel or after a power cut at the other end a connection can be dead without either side
 * hearing of it, and a stream on it stays silent for ever.
 */
export function startHeartbeat({ beat, everyMs, onSilence }: Heartbeat): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    try {
      await beat();
    } catch (error) {
      if (!isStopped && !(error instanceof Misconfigured)) onSilence(error);
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
