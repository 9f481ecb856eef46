import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import * as assert from "uvu/assert";
import { Changes } from "../../app/db/changes.ts";
import { hearChanges } from "../../app/db/hear-changes.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/hear-changes");

const nowhere = () => new pg.Client("postgres://hub@127.0.0.1:1/hub");

test("a hub that cannot listen from the start is told so", async () => {
  await rejects(hearChanges(nowhere, new Changes()), /ECONNREFUSED/);
});

const url = process.env["DATABASE_URL"];
if (url !== undefined) {
  const here = () => new pg.Client(url);

  /** Hands out connections in this order, and keeps them to be broken. */
  const inTurn = (...makers: (() => pg.Client)[]) => {
    const clients: pg.Client[] = [];
    const newClient = () => {
      const client = (makers[clients.length] ?? nowhere)();
      clients.push(client);
      return client;
    };
    return { clients, newClient };
  };

  /** As a server does that is restarted: this side has not asked for the end of it. */
  const dropByServer = async (client: pg.Client | undefined) => {
    if (client === undefined) throw new Error("nobody has connected yet");
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    const other = here();
    await other.connect();
    await other.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await Promise.all([ended, other.end()]);
  };

  test("a server that is away for a while is heard again, and what was missed is read", async () => {
    const { clients, newClient } = inTurn(here, nowhere, nowhere, here);
    const changes = new Changes();
    const again = new Promise<string>((resolve) => changes.listen("ord_missed", resolve));
    const stop = await hearChanges(newClient, changes);
    await dropByServer(clients[0]);
    assert.is(await again, "ord_missed");
    assert.is(clients.length, 4);
    await stop();
  });

  test("who stops between two tries is not kept waiting, and nothing is tried any more", async () => {
    const { clients, newClient } = inTurn(here);
    const stop = await hearChanges(newClient, new Changes());
    await dropByServer(clients[0]);
    await wait(20);
    await stop();
    const tried = clients.length;
    await wait(400);
    assert.is(clients.length, tried);
  });

  test("who stops while the connection is made again leaves none behind", async () => {
    const stopped = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const stopMeanwhile = () => {
      stop().then(stopped.resolve, stopped.reject);
      return here().once("end", ended.resolve);
    };
    const { clients, newClient } = inTurn(here, stopMeanwhile);
    const stop = await hearChanges(newClient, new Changes());
    await dropByServer(clients[0]);
    await Promise.all([stopped.promise, ended.promise]);
    assert.is(clients.length, 2);
  });
}
