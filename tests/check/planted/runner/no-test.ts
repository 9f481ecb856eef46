import { suite } from "../../../support/suite.ts";

suite("planted/no-test");
