import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** Where money moves, and where others are told of it. */
const MONEY_ROOMS = ["app/payments", "app/orders", "app/webhooks/outgoing", "app/ecash"] as const;

/**
 * One `await`: the file, the function around it, and which one in there it is. Within a transaction it makes no
 * difference whether what was waited for was done: nothing of it stays.
 */
export type Await = { point: string; from: number; to: number; isInTransaction: boolean };

/** What takes the place of each awaited value; see `life.ts`. */
const CALLED = "globalThis.atAwait";

export function moneyFiles(): string[] {
  return MONEY_ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`)).toSorted();
}

/** Every await of the money rooms, by its name. */
export function allAwaits(): Map<string, Await> {
  const found = moneyFiles().flatMap((file) => awaitsIn(file, readFileSync(file, "utf8")));
  return new Map(found.map((each) => [each.point, each]));
}

export function isOfMoney(file: string): boolean {
  return MONEY_ROOMS.some((room) => file.startsWith(`${room}/`));
}

/** Every `await` of a file, in the order in which they are written. */
export function awaitsIn(file: string, source: string): Await[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const counts = new Map<string, number>();
  const found: Await[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) {
      const place = `${file} ${nameAround(node)}`;
      const count = (counts.get(place) ?? 0) + 1;
      counts.set(place, count);
      const [from, to] = [node.expression.getStart(tree), node.expression.getEnd()];
      found.push({ point: `${place} ${count}`, from, to, isInTransaction: isInTransaction(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The named function that an expression is in. */
function nameAround(node: ts.Node): string {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionDeclaration(at) && at.name !== undefined) return at.name.text;
  }
  return "module";
}

/** Whatever works within a transaction is handed its `tx`. */
function isInTransaction(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) && at.parameters.some(({ name }) => ts.isIdentifier(name) && name.text === "tx"))
      return true;
  }
  return false;
}

/** The same program, in which every awaited value is handed to the harness first. */
export function instrument(file: string, source: string): string {
  const inserted = awaitsIn(file, source).flatMap(({ point, from, to }) => [
    { at: from, text: `${CALLED}(${JSON.stringify(point)}, `, order: from - to },
    { at: to, text: ")", order: 0 },
  ]);
  // From the end, so that places stay what they are; at one place the outer opens first and closes last.
  inserted.sort((a, b) => b.at - a.at || b.order - a.order);
  return inserted.reduce((text, { at, text: more }) => text.slice(0, at) + more + text.slice(at), source);
}
