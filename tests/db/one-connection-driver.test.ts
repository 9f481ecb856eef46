import BetterSqlite3 from "better-sqlite3";
import { OneConnectionDriver } from "../../app/db/one-connection-driver.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/one-connection-driver");

test("a rollback that did not happen is told of", async () => {
  const database = new BetterSqlite3(":memory:");
  const driver = new OneConnectionDriver({ database });
  await driver.init();
  const connection = await driver.acquireConnection();
  await driver.beginTransaction(connection);
  database.close();
  await rejects(driver.rollbackTransaction(connection), /not open/);
});
