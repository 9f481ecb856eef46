/** Code that the linter must refuse, and where; `allowed` names places in which the same code is right. */
export interface PlantedCode {
  rule: string;
  file: string;
  source: string;
  allowed?: string[];
}

export const planted: PlantedCode[] = [
  {
    rule: "eslint(no-restricted-properties)",
    file: "app/orders/now.ts",
    source: `export const a = Date.now();`,
    allowed: ["app/main.ts", "scripts/now.ts", "ui/islands/now.ts"],
  },
  {
    rule: "house(no-hidden-clock)",
    file: "app/orders/new-date.ts",
    source: `export const a = new Date();`,
    allowed: ["app/verifier/main.ts", "tests/new-date.ts"],
  },
  { rule: "eslint(no-restricted-properties)", file: "app/demo/main.ts", source: `export const a = Math.random();` },
  { rule: "eslint(no-restricted-properties)", file: "ui/islands/chance.ts", source: `export const a = Math.random();` },
  {
    rule: "eslint(no-restricted-properties)",
    file: "app/http/environment.ts",
    source: `export const a = process.env;`,
    allowed: ["app/config.ts", "tests/environment.ts"],
  },
  {
    rule: "eslint(no-restricted-globals)",
    file: "app/orders/fetch.ts",
    source: `export const a = fetch;`,
    allowed: ["app/gateways/web/fetch.ts", "ui/islands/fetch.ts"],
  },
  {
    rule: "eslint(no-restricted-globals)",
    file: "app/gateways/rates/fetch.ts",
    source: `export const a = fetch;`,
  },
  {
    rule: "eslint(no-restricted-globals)",
    file: "app/gateways/rates/socket.ts",
    source: `export const a = WebSocket;`,
  },
  {
    rule: "eslint(no-restricted-globals)",
    file: "app/gateways/rates/stream.ts",
    source: `export const a = EventSource;`,
  },
  {
    rule: "eslint(no-restricted-imports)",
    file: "app/orders/random.ts",
    source: `import { randomBytes } from "node:crypto";\nexport const a = randomBytes(1);`,
    allowed: ["app/gateways/lightning/random.ts"],
  },
  {
    rule: "eslint(no-console)",
    file: "app/orders/print.ts",
    source: `console.log("paid");`,
    allowed: ["scripts/print.ts"],
  },
  {
    rule: "typescript(no-floating-promises)",
    file: "app/orders/floating.ts",
    source: `const pay = async (): Promise<void> => {};\npay();`,
  },
  {
    rule: "typescript(no-misused-promises)",
    file: "app/orders/misused.ts",
    source: `export const a = (pay: () => Promise<boolean>): number => (pay() ? 1 : 2);`,
  },
  {
    rule: "typescript(switch-exhaustiveness-check)",
    file: "app/orders/missing-case.ts",
    source: `export function a(state: "open" | "paid"): void {\n  switch (state) {\n    case "open":\n  }\n}`,
  },
  { rule: "typescript(only-throw-error)", file: "app/orders/throw.ts", source: `throw "no";` },
  {
    rule: "typescript(no-explicit-any)",
    file: "app/orders/any.ts",
    source: `export const a = (b: any): unknown => b;`,
  },
  {
    rule: "typescript(no-non-null-assertion)",
    file: "app/orders/non-null.ts",
    source: `export const a = (b: number | undefined): number => b!;`,
  },
  {
    rule: "typescript(no-unsafe-type-assertion)",
    file: "app/orders/as.ts",
    source: `export const a = (b: unknown): number => b as number;`,
    allowed: ["tests/as.ts"],
  },
  {
    rule: "typescript(consistent-type-imports)",
    file: "app/orders/value-import.ts",
    source: `import { Stats } from "node:fs";\nexport const a = (b: Stats): Stats => b;`,
  },
  { rule: "import(no-default-export)", file: "app/orders/default.ts", source: `export default 1;` },
  { rule: "eslint(eqeqeq)", file: "app/orders/equal.ts", source: `export const a = (b: number): boolean => b == 1;` },
];
