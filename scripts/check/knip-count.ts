import type { Reporter } from "knip";

/** Tells how many files knip looked at, since it is silent when it finds nothing to look at. */
const count: Reporter = ({ counters }) => {
  process.stdout.write(`${counters.processed} files\n`);
};

// knip takes a reporter from its default export.
// oxlint-disable-next-line import/no-default-export
export default count;
