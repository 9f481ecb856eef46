/** What a container starts with, and what is on its disk. */
export interface Image {
  /** Mounted and complete: the base and all layers. */
  root: string;
  /** Only what the instructions of this stage have put over the base. */
  added: string;
  environment: Record<string, string>;
  labels: Record<string, string>;
  folder: string;
  user: string;
  command: string[];
  health: { flags: Readonly<Record<string, string>>; command: string[] } | undefined;
  stopSignal: string | undefined;
  volumes: string[];
  ports: string[];
}

export function emptyImage(root: string, added: string): Image {
  return {
    root,
    added,
    // The base image of Node says no more than this about where programs are.
    environment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    labels: {},
    folder: "/",
    user: "0:0",
    command: [],
    health: undefined,
    stopSignal: undefined,
    volumes: [],
    ports: [],
  };
}
