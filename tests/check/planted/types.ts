/** Code that the type checker must refuse because Node would fail on it, or because it hides a missing value. */
export interface PlantedType {
  code: string;
  file: string;
  source: string;
}

export const planted: PlantedType[] = [
  { code: "TS1294", file: "app/enum.ts", source: `export enum State {\n  Open,\n}` },
  {
    code: "TS1294",
    file: "app/parameter-property.ts",
    source: `export class Order {\n  constructor(readonly id: string) {}\n}`,
  },
  {
    code: "TS1484",
    file: "app/type-import.ts",
    source: `import { Word } from "./word.ts";\nexport const a: Word = "";`,
  },
  { code: "TS2322", file: "app/index.ts", source: `export const first = (list: string[]): string => list[0];` },
  {
    code: "TS2375",
    file: "app/optional.ts",
    source: `export const a: { note?: string } = { note: Math.min(1, 2) > 1 ? "" : undefined };`,
  },
  { code: "TS4111", file: "app/signature.ts", source: `export const a = (b: Record<string, string>) => b.note;` },
  { code: "TS6133", file: "app/unused.ts", source: `const unused = 1;\nexport {};` },
  { code: "TS7030", file: "app/returns.ts", source: `export function a(b: boolean) {\n  if (b) return 1;\n}` },
];

export const innocent: Record<string, string> = { "app/word.ts": `export type Word = string;` };
