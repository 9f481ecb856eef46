/** Share of branches and of lines, in percent, that the tests must have reached in each room. */
export const floors: Record<string, number> = {
  "app/domain": 95,
  "app/db": 95,
  "app/ecash": 95,
  "app/orders": 95,
  "app/payments": 95,
};

/** Runs on PostgreSQL alone: `npm run test:postgres` measures these there, and holds them to the floor of their room. */
export const onlyOnPostgres = [
  "app/db/hear-changes.ts",
  "app/db/migrate-alone.ts",
  "app/db/postgres.ts",
  "app/db/transact-on-postgres.ts",
];
