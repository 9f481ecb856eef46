import { median } from "./statistics.ts";

/** One thing to be done many times over. */
export type Act = () => Promise<unknown>;

/** How long one act takes, in ms. */
export async function timed(act: Act): Promise<number> {
  const startedAtMs = performance.now();
  await act();
  return performance.now() - startedAtMs;
}

/** The median time in ms of each of two acts, done in turn, so that both see the same machine. */
export async function inTurn(first: Act, second: Act, times: number): Promise<[number, number]> {
  const [firsts, seconds]: [number[], number[]] = [[], []];
  for (let count = 0; count < times; count += 1) {
    firsts.push(await timed(first));
    seconds.push(await timed(second));
  }
  return [median(firsts), median(seconds)];
}

/** How many a second of each of two acts, so many at a time; rounds of both alternate, the median round counts. */
export async function sideBySide(first: Act, second: Act, load: Load): Promise<[number, number]> {
  const [firsts, seconds]: [number[], number[]] = [[], []];
  for (let round = 0; round < load.rounds; round += 1) {
    firsts.push(await perSecond(first, load));
    seconds.push(await perSecond(second, load));
  }
  return [median(firsts), median(seconds)];
}

export interface Load {
  rounds: number;
  perRound: number;
  atATime: number;
}

async function perSecond(act: Act, { perRound, atATime }: Load): Promise<number> {
  let left = perRound;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  const tookMs = await timed(() => Promise.all(Array.from({ length: atATime }, worker)));
  return (perRound * 1_000) / tookMs;
}
