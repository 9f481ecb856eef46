import type { UmbrelPackage } from "./read-package.ts";
import type { Rule } from "./rule.ts";
import { composeRules } from "./rules/compose.ts";
import { fileRules } from "./rules/files.ts";
import { hardeningRules } from "./rules/hardening.ts";
import { manifestRules } from "./rules/manifest.ts";

export const rules: readonly Rule[] = [...manifestRules, ...composeRules, ...hardeningRules, ...fileRules];

/** What an app's folder breaks, a sentence each. */
export function problemsOf(app: UmbrelPackage): string[] {
  return rules.flatMap(({ words, problems }) => problems(app).map((problem) => `${words}: ${problem}`));
}
