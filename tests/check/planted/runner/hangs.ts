import { suite } from "../../../support/suite.ts";

const test = suite("planted/hangs");

test("an answer that never comes", () => new Promise(() => undefined), { timeoutMs: 20 });
