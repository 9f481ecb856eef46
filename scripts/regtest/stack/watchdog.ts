import { spawn } from "node:child_process";

/** Reads `started PID` and `ended PID`; at the end of its input it stops whatever is still there. */
const SCRIPT = `
alive=""
while read -r change pid; do
  rest=""
  for one in $alive; do [ "$one" = "$pid" ] || rest="$rest $one"; done
  alive="$rest"
  [ "$change" = ended ] || alive="$alive $pid"
done
[ -n "$alive" ] || exit 0
kill -TERM $alive 2>/dev/null
sleep 10
kill -KILL $alive 2>/dev/null
exit 0
`;

export interface Watchdog {
  started: (pid: number) => void;
  ended: (pid: number) => void;
  /** Lets the watchdog go; it then stops what has not ended. */
  close: () => void;
}

/**
 * Starts a small shell that outlives this process and stops its daemons when it dies.
 *
 * The shell's input is a pipe that only this process holds open, so its end is noticed
 * even after SIGKILL. Its own process group keeps it away from Ctrl-C.
 */
export function startWatchdog(): Watchdog {
  const shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.unref();
  // The shell may be gone already when everything is torn down at once.
  shell.stdin.on("error", () => undefined);
  return {
    started: (pid) => void shell.stdin.write(`started ${pid}\n`),
    ended: (pid) => void shell.stdin.write(`ended ${pid}\n`),
    close: () => void shell.stdin.end(),
  };
}
