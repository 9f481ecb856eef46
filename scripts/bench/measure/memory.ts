import { residentMb } from "../resident.ts";
import { atMost, short, type Row } from "../row.ts";

const IDLE_MB = 150;
const LOADED_MB = 220;

/** What the hub holds before anybody came, and the most that it held during the other measurements. */
export function memoryRows(idleMb: number, highestMb: number, lndPid: number): Row[] {
  const beside = `LND, at the end: ${short(residentMb(lndPid))} MB`;
  return [
    {
      what: "resident memory, idle",
      measured: `${short(idleMb)} MB`,
      beside,
      ratio: "",
      ...atMost(idleMb, IDLE_MB, "MB"),
    },
    {
      what: "resident memory, highest under load",
      measured: `${short(highestMb)} MB`,
      beside,
      ratio: "",
      ...atMost(highestMb, LOADED_MB, "MB"),
    },
  ];
}
