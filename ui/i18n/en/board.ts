import type { Catalogue } from "../message.ts";

/** The machine under the hub, and its backups. */
export const board = {
  title: "Board and backups",
  open: "Board and backups",
  lead: "The machine that all of this runs on.",
  "level.fine": "Fine",
  "level.warn": "Look after it",
  "level.bad": "Act now",
  disk: "Disk",
  "disk.bar": "Used",
  "disk.do":
    "Make room: old backups in the data folder, logs, or blocks that Bitcoin Core may prune. On a full disk the hub takes no orders.",
  memory: "Memory",
  "memory.bar": "Used",
  "memory.do":
    "Stop what else runs on this board, or lower dbcache of Bitcoin Core. Linux ends programs when nothing is left.",
  temperature: "Temperature",
  "temperature.bar": "Processor",
  "temperature.do":
    "Give the board air: clean its fan, open its case, move it out of the sun. It slows itself down when hot.",
  load: "Work",
  "load.bar": "Of what its processor can do at once",
  "load.do":
    "Normal while blocks are downloaded or after a start. If it stays, something runs wild: `top` on the board shows what.",
  "memory-pressure": "Waiting for memory",
  "memory-pressure.bar": "Of the last minute",
  "memory-pressure.do":
    "Programs wait for memory, and payments may miss their time. Do what helps against little memory.",
  "disk-pressure": "Waiting for the disk",
  "disk-pressure.bar": "Of the last minute",
  "disk-pressure.do":
    "Normal while blocks are downloaded. If it stays, the disk may be slow or dying: make a backup elsewhere and look at its health with smartctl.",
  left: "{share}, {left} left",
  degrees: "{value} °C",
  yes: "Yes",
  no: "No",
  "off.title": "Nobody measures this machine",
  "off.text":
    "Start the metrics program (satoshop-metrics.service) and set HOST_REPORT to its file. In a container the system around it knows better.",
  "stale.title": "The metrics program is silent",
  "stale.text": "It should write every 15 seconds. `systemctl status satoshop-metrics` says why it does not.",
  backup: "Backups",
  "backup.none": "No backup was made yet. Have `satoshop backup` run every day, and keep one away from this board.",
  "backup.late":
    "The last backup was made {age}. See why it does not run every day: `systemctl status satoshop-backup`.",
  "backup.fine": "The last backup was made {age}, and was looked through then.",
  "backup.at": "Made",
  "backup.file": "File",
  "backup.size": "Size",
  "backup.sealed": "Encrypted",
  "backup.note":
    "A backup holds the shop’s database and keys. The channels of your node, your mint and its seed have backups of their own.",
  machine: "Machine",
  model: "Board",
  cores: "Processor cores",
  "up-since": "Running since",
  measured: "Measured",
  "version.hub": "SatoShop Hub",
  "version.node": "Node.js",
  "version.schema": "Database and its version",
} as const satisfies Catalogue;
