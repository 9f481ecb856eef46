import { sharedStack } from "../../scripts/regtest/stack.ts";
import { suite } from "../support/suite.ts";
import { surviveKills, timeoutMs } from "./kills/survive.ts";

const test = suite("regtest/kills");
const shared = sharedStack();
test.after(() => shared.stop());

test(
  "a hub that is killed again and again while people buy and are paid out loses nothing and pays nothing twice",
  async () => surviveKills(await shared.get(), { hubs: 1 }),
  { timeoutMs },
);
