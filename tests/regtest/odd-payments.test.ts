import { sharedStack } from "../../scripts/regtest/stack.ts";
import { isCase } from "../payments/odd-payments/cell.ts";
import type { Case } from "../payments/odd-payments/cell.ts";
import { checkCase } from "../payments/odd-payments/check-case.ts";
import type { Rails } from "../payments/odd-payments/rails.ts";
import { ODD_PAYMENTS } from "../payments/odd-payments/table.ts";
import { closePages } from "../payments/odd-payments/world.ts";
import { suite } from "../support/suite.ts";
import { railsOnStack } from "./rails-on-stack.ts";

const test = suite("regtest/odd-payments");
const stack = sharedStack();
let opened: Promise<Rails> | undefined;

/** One node and one chain for all cases, as a hub has; each case has a hub of its own. */
async function rails(): Promise<Rails> {
  opened ??= stack.get().then(railsOnStack);
  const shared = await opened;
  return { ...shared, close: () => undefined };
}

test.after(async () => {
  await closePages();
  (await opened?.catch(() => undefined))?.close();
  await stack.stop();
});

// E-cash moves at mints, which have tests of their own on the stack.
for (const cell of ODD_PAYMENTS.filter(isCase).filter(({ rail }) => rail !== "ecash"))
  test(
    `${cell.what}, ${cell.rail}: ${cell.how}`,
    async () => {
      const shared = await rails();
      await checkCase(withoutRoutingFees(cell), () => shared);
    },
    { timeoutMs: 120_000 },
  );

/** Buyer and shop share a channel here, so what goes back costs nothing. */
function withoutRoutingFees(cell: Case): Case {
  const { "expense:routing": feeSat = 0n, ...books } = cell.outcome.books;
  const sent = (books["asset:lightning"] ?? 0n) + feeSat;
  const { "asset:lightning": _, ...others } = books;
  const lightning = sent === 0n ? {} : { "asset:lightning": sent };
  return { ...cell, outcome: { ...cell.outcome, books: { ...others, ...lightning } } };
}
