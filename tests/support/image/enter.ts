import type { Image } from "./image.ts";

export type Entered = Pick<Image, "root" | "environment" | "folder" | "user">;

/** What every container finds besides its own disk. */
const MACHINE = ["--dev", "/dev", "--proc", "/proc", "--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf"];
/** Root inside may do what Docker's root may: own files, change users, install packages. */
const AS_ROOT = ["--cap-add", "ALL"];
const AS_NOBODY_MORE = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"].flatMap((name) => ["--cap-add", name]);

/**
 * The command line with which bubblewrap runs a program inside an image: its disk, its environment and nothing of ours.
 * `mounts` is what is laid over the disk, in bubblewrap's words.
 */
export function enter({ root, environment, folder, user }: Entered, mounts: readonly string[], command: string[]) {
  const variables = Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]);
  const isRoot = user === "0:0";
  const inside = isRoot ? command : [...withoutPowers(user), ...command];
  const apart = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--as-pid-1", "--die-with-parent", "--clearenv"];
  const disk = ["--bind", root, "/"];
  return [
    ...disk,
    ...MACHINE,
    ...mounts,
    ...apart,
    ...(isRoot ? AS_ROOT : AS_NOBODY_MORE),
    ...variables,
    "--chdir",
    folder,
    ...inside,
  ];
}

/** As `cap_drop: ALL` and `no-new-privileges` have it. */
function withoutPowers(user: string): string[] {
  const [uid = "", gid = uid] = user.split(":");
  const drop = ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...drop];
}
