/** How one thing of the machine stands. `warn`: look after it soon. `bad`: orders or money are at risk now. */
export type BoardLevel = "fine" | "warn" | "bad";

export type BoardPart = "disk" | "memory" | "temperature" | "load" | "memory-pressure" | "disk-pressure";

/** A part with its figure, in percent but for degrees, and what that means. */
export type BoardFinding = { part: BoardPart; value: number; level: BoardLevel };

/** The figures of a report that are judged; what nothing measures is left out. */
export type BoardFigures = {
  cores: number;
  load: number;
  temperature?: number | undefined;
  memory: { total: number; available: number };
  disk: { total: number; free: number };
  pressure?: { memory: number; io: number } | undefined;
};

/**
 * From which figure on it is worth a warning, and from which it is bad. Ours, for boards of 2 to 16 GB: Linux kills
 * programs soon after the last percents of memory are gone, processors of these boards slow themselves down from about
 * 85 degrees on, and a minute in which programs waited a third of the time for memory is one in which LND misses
 * deadlines.
 */
const LIMITS: Readonly<Record<BoardPart, readonly [warn: number, bad: number]>> = {
  disk: [85, 95],
  memory: [88, 95],
  temperature: [75, 85],
  load: [200, 400],
  "memory-pressure": [10, 30],
  "disk-pressure": [40, 70],
};

/** Judges each part that was measured, in the order in which they are shown. */
export function judgeBoard({ cores, load, temperature, memory, disk, pressure }: BoardFigures): BoardFinding[] {
  const values: readonly (readonly [BoardPart, number | undefined])[] = [
    ["disk", used(disk.total, disk.free)],
    ["memory", used(memory.total, memory.available)],
    ["temperature", temperature],
    // Of what the processor's cores can do at once.
    ["load", (load / cores) * 100],
    ["memory-pressure", pressure?.memory],
    ["disk-pressure", pressure?.io],
  ];
  return values.flatMap(([part, value]) => (value === undefined ? [] : [{ part, value, level: levelOf(part, value) }]));
}

function used(total: number, left: number): number {
  return (1 - left / total) * 100;
}

function levelOf(part: BoardPart, value: number): BoardLevel {
  const [warn, bad] = LIMITS[part];
  return value >= bad ? "bad" : value >= warn ? "warn" : "fine";
}

/** The collector writes every 15 seconds; a report that is older than this is of a collector that has stopped. */
export const REPORT_GOOD_FOR_MS = 120_000n;

/** Backups are made daily, and late when two were left out. */
export const BACKUP_LATE_AFTER_MS = 50n * 3_600_000n;
