interface NewExpression {
  callee: { type: string; name?: string };
  arguments: unknown[];
}

interface Context {
  report(found: { message: string; node: NewExpression }): void;
}

/** `new Date()` reads the clock as `Date.now()` does, but no rule of oxlint knows it. */
const noHiddenClock = {
  create: (context: Context) => ({
    NewExpression(node: NewExpression) {
      if (node.callee.name !== "Date" || node.arguments.length > 0) return;
      context.report({ message: "Time is an argument: `new Date()` reads the clock.", node });
    },
  }),
};

// oxlint takes the rules of a plugin from its default export.
// oxlint-disable-next-line import/no-default-export
export default { meta: { name: "house" }, rules: { "no-hidden-clock": noHiddenClock } };
