import { transactionScope } from "./guarded-driver.ts";

/**
 * Wraps a port so that calling the outside from within a database transaction throws: the call would
 * hold the one writer for as long as the network takes, and could not be undone by a rollback.
 */
export function outsideTransactions<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        if (transactionScope() !== undefined) {
          throw new Error(`${String(name)} reaches outside the process and must not be called inside a transaction`);
        }
        return Reflect.apply(member, target, args);
      };
    },
  });
}
