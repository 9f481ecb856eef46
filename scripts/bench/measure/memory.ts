import { residentMb, type MemoryWatch } from "../resident.ts";
import { atMost, short, type Row } from "../row.ts";

const IDLE_MB = 150;
const LOADED_MB = 220;

/** What the hub holds before anybody came, and the most that it held during the other measurements. */
export function memoryRows(idleMb: number, { highestMb }: Pick<MemoryWatch, "highestMb">, lndPid: number): Row[] {
  const highest = Math.max(...highestMb.values());
  const parts = [...highestMb].map(([name, mb]) => `${name} ${short(mb)}`);
  return [
    {
      what: "resident memory, idle",
      measured: `${short(idleMb)} MB`,
      beside: `LND, at the end: ${short(residentMb(lndPid))} MB`,
      ratio: "",
      ...atMost(idleMb, IDLE_MB, "MB"),
    },
    {
      what: "resident memory, highest under load",
      measured: `${short(highest)} MB`,
      beside: `${parts.join(", ")} MB`,
      ratio: "",
      ...atMost(highest, LOADED_MB, "MB"),
    },
  ];
}
