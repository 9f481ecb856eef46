import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { until, Ended } from "../../../scripts/regtest/stack/until.ts";
import { enter } from "./enter.ts";
import type { Image } from "./image.ts";

const READY_WITHIN_MS = 90_000;

export interface Container {
  output: () => string;
  /** What the program may do, as the kernel has it: the lines of /proc/PID/status. */
  status: () => string;
  /** Runs a command inside, as the same user on the same disks, and answers with its exit code and output. */
  exec: (command: string[]) => { code: number | null; output: string };
  /** Sends STOPSIGNAL to the program and answers with its exit code. */
  stop: () => Promise<number | null>;
}

/**
 * Starts an image's command as `docker run --read-only --tmpfs /tmp --cap-drop ALL` does: nothing can be written but
 * /tmp and the volume, which `data` stands for. It is on the machine's own network.
 */
export function runContainer(image: Image, data: string, settings: Readonly<Record<string, string>>): Container {
  const container = { ...image, environment: { ...image.environment, ...settings } };
  const [volume = ""] = image.volumes;
  const mounts = ["--remount-ro", "/", "--perms", "1777", "--tmpfs", "/tmp", "--bind", data, volume];
  const child = spawn("bwrap", enter(container, mounts, image.command), { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes.toString()));
  /** Bubblewrap waits outside; its only child is the program. */
  const inside = () => execFileSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" }).trim();
  return {
    output: () => output,
    status: () => execFileSync("cat", [`/proc/${inside()}/status`], { encoding: "utf8" }),
    exec: (command) => {
      const { status, stdout, stderr } = spawnSync("bwrap", enter(container, mounts, command), { encoding: "utf8" });
      return { code: status, output: stdout + stderr };
    },
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      process.kill(Number(inside()), nameOf(image.stopSignal));
      await ended;
      return child.exitCode;
    },
  };
}

function nameOf(signal: string | undefined): NodeJS.Signals {
  if (signal !== "SIGTERM") throw new Error(`the image wants to be stopped with ${signal}`);
  return signal;
}

/** Waits until the image's own health check is content. */
export async function untilHealthy(image: Image, container: Container): Promise<void> {
  const command = image.health?.command ?? [];
  await until("the container is healthy", READY_WITHIN_MS, async () => {
    if (container.output().includes("Error")) throw new Ended(container.output());
    return container.exec(command).code === 0 ? true : undefined;
  });
}
