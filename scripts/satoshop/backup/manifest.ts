import { z } from "zod";

/** The first file of every backup: what the others are, and how they were when they were put in. */
const Manifest = z.object({
  format: z.literal(1),
  program: z.string(),
  madeAtMs: z.number().int().nonnegative(),
  engine: z.enum(["sqlite", "postgres"]),
  /** The number of migrations that the database has been through. */
  schemaVersion: z.number().int().positive(),
  /** How many rows each table has; of PostgreSQL, which is dumped while it goes on, nothing is counted. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  files: z.array(
    z.object({
      name: z.enum(["hub.sqlite", "hub.pgdump", "secret.key", ".env.age"]),
      bytes: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof Manifest>;

export type KeptFile = Manifest["files"][number];

export const MANIFEST = "manifest.json";

export function parseManifest(text: string): Manifest {
  return Manifest.parse(JSON.parse(text));
}

export function databaseFileOf({ engine }: Pick<Manifest, "engine">): KeptFile["name"] {
  return engine === "sqlite" ? "hub.sqlite" : "hub.pgdump";
}
