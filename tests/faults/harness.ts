import { allAwaits } from "./awaits.ts";
import { CALL_OUTCOMES, awaitOutcomes, newTrace } from "./life.ts";
import type { AwaitOutcome, Fault, Trace } from "./life.ts";
import { scenarios } from "./scenarios.ts";
import { Script } from "./script.ts";
import type { Scenario } from "./script.ts";
import { assertNothingLost, comeToRest } from "./sound.ts";
import { World } from "./world.ts";

/** What was done to the hub: each place where something went wrong, with the ways in which it did. */
export type Struck = { calls: Ways; awaits: Ways; runs: number };
export type Ways = Map<string, Set<string>>;

/** What people do in them. */
export const SCENARIOS: readonly string[] = scenarios.map(({ name }) => name);

/** What the hub comes to by chance, as two things happen at once, is waited for in so many more runs. */
const MORE_ROUNDS = 3;

/** So many things go wrong in one run: each costs a start of the hub, and not a run of its own. */
const AT_ONCE = 10;

/**
 * Runs every scenario as it should go, and again until at each place that it comes to everything went wrong that can,
 * unless an earlier scenario did that. What the hub does only after something went wrong is met on the way, and struck
 * in turn. After each run the hub comes to rest and everything is looked at.
 */
export async function strikeEverywhere(): Promise<Struck> {
  const world = await World.open();
  const struck: Struck = { calls: new Map(), awaits: new Map(), runs: 0 };
  const missed: Missed[] = [];
  for (const scenario of scenarios) missed.push(...(await strikeIn(world, scenario, struck)));
  for (let round = 0; round < MORE_ROUNDS; round += 1) await strikeAgain(world, missed, struck);
  await world.close();
  return struck;
}

/** `before` is what has to go wrong for the hub to come to where `faults` are. */
type Group = { before: readonly Fault[]; faults: readonly Fault[] };

/** Where the hub came once, and not again when something was to go wrong there. */
type Missed = Group & { scenario: Scenario };

async function strikeIn(world: World, scenario: Scenario, struck: Struck): Promise<Missed[]> {
  const missed: Missed[] = [];
  const planned = new Set<string>();
  const groups: Group[] = [{ before: [], faults: [] }];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const faults = group.faults.filter(isNewTo(struck));
    if (faults.length === 0 && group.faults.length > 0) continue;
    const trace = await strike(world, { scenario, before: group.before, faults }, struck);
    const met = faultsOf(trace).filter((fault) => isNewTo(struck)(fault) && !planned.has(nameOf(fault)));
    for (const fault of met) planned.add(nameOf(fault));
    groups.push(...inGroups(trace.struck, met));
    // What did not come about in company is tried alone; what does not come about then is left to another scenario, and
    // what no scenario brings about is tried again at the end.
    const alone = trace.pending.map((fault) => ({ before: group.before, faults: [fault] }));
    if (faults.length > 1) groups.push(...alone);
    else missed.push(...alone.map((each) => ({ scenario, ...each })));
  }
  return missed;
}

async function strikeAgain(world: World, missed: readonly Missed[], struck: Struck): Promise<void> {
  for (const each of missed) if (each.faults.some(isNewTo(struck))) await strike(world, each, struck);
}

async function strike(world: World, { scenario, before, faults }: Missed, struck: Struck): Promise<Trace> {
  const trace = await play(world, scenario, [...before, ...faults]);
  struck.runs += 1;
  for (const fault of trace.struck) note(struck, fault);
  return trace;
}

function inGroups(before: readonly Fault[], faults: Fault[]): Group[] {
  const groups: Group[] = [];
  while (faults.length > 0) groups.push({ before, faults: faults.splice(0, AT_ONCE) });
  return groups;
}

function note({ calls, awaits }: Struck, { at, place, outcome }: Fault): void {
  const ways = at === "call" ? calls : awaits;
  ways.set(place, (ways.get(place) ?? new Set()).add(outcome));
}

function nameOf({ place, outcome }: Fault): string {
  return `${place} ${outcome}`;
}

async function play(world: World, scenario: Scenario, faults: readonly Fault[] = []): Promise<Trace> {
  const script = new Script(world);
  const sinceMs = world.clock();
  world.trace = newTrace();
  await scenario.prepare?.(script);
  const trace = (world.trace = newTrace(faults));
  try {
    await scenario.run(script);
    await comeToRest(world);
    await assertNothingLost(world, sinceMs);
  } catch (error) {
    const went = trace.struck.map(({ place, outcome }) => `${place}: ${outcome}`).join(", ");
    throw new Error(`${scenario.name}, after ${went}`, { cause: error });
  }
  return trace;
}

function faultsOf({ calls, awaits }: Trace): Fault[] {
  return [
    ...[...calls].flatMap((place) => CALL_OUTCOMES.map((outcome) => ({ at: "call" as const, place, outcome }))),
    ...[...awaits].flatMap((place) => outcomesAt(place).map((outcome) => ({ at: "await" as const, place, outcome }))),
  ];
}

const known = allAwaits();

function outcomesAt(place: string): readonly AwaitOutcome[] {
  return awaitOutcomes(known.get(place) ?? { isInTransaction: false });
}

function isNewTo({ calls, awaits }: Struck) {
  return ({ at, place, outcome }: Fault) => (at === "call" ? calls : awaits).get(place)?.has(outcome) !== true;
}
