/** As many browsers at once as a small machine can bear; with more, each waits longer than it has patience for. */
const LANES = 3;

/** Does all of it, a few at a time; answers in the order that was given. */
export async function sideBySide<Work extends readonly (() => Promise<unknown>)[]>(
  ...work: Work
): Promise<{ -readonly [Each in keyof Work]: Awaited<ReturnType<Work[Each]>> }> {
  const done: unknown[] = [];
  const waiting = [...work.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  // Each place was filled by the function of the same place.
  return done as { -readonly [Each in keyof Work]: Awaited<ReturnType<Work[Each]>> };
}
