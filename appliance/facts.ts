import manifest from "../package.json" with { type: "json" };

/**
 * What every way to install the hub agrees on. Units, container, compose files, app store folder and install.sh are
 * written by hand, so that a stranger can read each by itself; tests/appliance/ reads them all and compares them with
 * this.
 */
export const facts = {
  id: "satoshop-hub",
  name: "SatoShop Hub",
  version: manifest.version,
  /** TCP ports. `umbrel` is the one that Umbrel's proxy opens; all others are the hub's own doors. */
  ports: { shop: 3000, desk: 3001, onionShop: 3090, onionDesk: 3091, umbrel: 8383 },
  /** What every package starts the program with; allocator settings that keep a board's memory small. */
  environment: {
    NODE_ENV: "production",
    MALLOC_ARENA_MAX: "1",
    MALLOC_MMAP_THRESHOLD_: "32768",
    MALLOC_TRIM_THRESHOLD_: "65536",
  },
  nodeFlags: ["--max-semi-space-size=4"],
  /** Where things are in the container, and on Umbrel and in compose, which run it. */
  container: { uid: 1000, program: "/hub", data: "/data" },
  /** Where things are on a board with systemd. */
  board: {
    user: "satoshop",
    program: "/opt/satoshop",
    data: "/var/lib/satoshop",
    settings: "/etc/satoshop/hub.env",
    runtime: "/run/satoshop",
  },
} as const;
