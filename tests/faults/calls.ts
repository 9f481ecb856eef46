import { readFileSync } from "node:fs";
import ts from "typescript";

/** Whose answers money depends on, and by whom people are told of it. */
const NEIGHBOURS = ["lightning", "chain", "mint", "payee", "web", "mail", "telegram", "rates"];

/** Calls that no money moves by, and nobody who waits for money is told by. */
export const OTHERS_CALLS: Readonly<Record<string, string>> = {
  AddressCheck: "asked before a webhook is kept: nothing was told to it yet",
  "LightningReceiver.info": "looked at by the pages that say how the hub is",
  "LightningHolder.createHold": "nothing is held yet",
  "LightningHolder.watchHold": "nothing is held yet",
  "LightningHolder.settleHold": "nothing is held yet",
  "MintView.info": "what a mint says of itself",
  "MintView.keysets": "looked at to know what a mint signs with: no coin moves by it",
  "MintView.keysOf": "looked at to know what a mint signs with: no coin moves by it",
  "MintBooks.sums": "read to weigh what the own mint owes: no coin moves by it",
  "LightningGauge.receivable": "looked at before a code is shown: no money moves by it",
  "TelegramPort.name": "the bot's own start",
  "TelegramPort.begin": "the bot's own start",
  "TelegramPort.poll": "what people write to the bot",
  "TelegramPort.replace": "what people press in a chat",
  "TelegramPort.answer": "what people press in a chat",
};

/** Every call that reaches outside the process, as `Port.method`, read from the ports' types. */
export function outsideCalls(): string[] {
  return NEIGHBOURS.flatMap((name) => callsIn(`app/gateways/${name}/port.ts`)).toSorted();
}

/** Those of the list that a money room may make. */
export function moneyCalls(): string[] {
  return outsideCalls().filter((call) => OTHERS_CALLS[call] === undefined);
}

function callsIn(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  return tree.statements.filter(ts.isTypeAliasDeclaration).flatMap((alias) => callsOf(alias, tree));
}

/** A port is an object with methods that promise something, or one such function. */
function callsOf({ name, type }: ts.TypeAliasDeclaration, tree: ts.SourceFile): string[] {
  if (ts.isFunctionTypeNode(type)) return isPromise(type.type, tree) ? [name.text] : [];
  const parts = ts.isIntersectionTypeNode(type) ? type.types : [type];
  return parts
    .flatMap((part) => (ts.isTypeLiteralNode(part) ? [...part.members] : []))
    .filter(ts.isMethodSignature)
    .filter((method) => isPromise(method.type, tree))
    .map((method) => `${name.text}.${method.name.getText(tree)}`);
}

function isPromise(type: ts.TypeNode | undefined, tree: ts.SourceFile): boolean {
  return type?.getText(tree).startsWith("Promise<") === true;
}
