/** Share of branches, in percent, that the fast tests must have taken in each room. */
export const branchFloors: Record<string, number> = {
  "app/domain": 95,
  // The rest are the turns that only Postgres takes, on which the same suite runs as well.
  "app/db": 92,
  "app/orders": 95,
  "app/payments": 95,
};

/** Run only on Postgres; the suite there reaches them. */
export const measuredElsewhere = ["app/db/postgres.ts", "app/db/hear-changes.ts"];
