import { transactionScope } from "./guarded-driver.ts";

/**
 * Wraps a port, or a port that is one function, so that calling the outside from within a database transaction throws:
 * the call would hold the one writer for as long as the network takes, and could not be undone by a rollback.
 */
export function outsideTransactions<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        refuseInside(String(name));
        return Reflect.apply(member, target, args);
      };
    },
    apply(target, self, args) {
      refuseInside("this call");
      if (typeof target !== "function") throw new TypeError("only a function is called");
      return Reflect.apply(target, self, args);
    },
  });
}

function refuseInside(what: string): void {
  if (transactionScope() === undefined) return;
  throw new Error(`${what} reaches outside the process and must not be called inside a transaction`);
}
