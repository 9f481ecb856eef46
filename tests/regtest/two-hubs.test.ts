import { startPostgres } from "../../scripts/check/postgres-server.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { suite } from "../support/suite.ts";
import { surviveKills, timeoutMs } from "./kills/survive.ts";

const test = suite("regtest/two-hubs");
const shared = sharedStack();
test.after(() => shared.stop());

test(
  "two hubs on one PostgreSQL, killed in turn while people buy and are paid out, do nothing twice",
  async () => {
    const server = await startPostgres();
    try {
      await surviveKills(await shared.get(), { hubs: 2, databaseUrl: server.url });
    } finally {
      await server.stop();
    }
  },
  { timeoutMs },
);
