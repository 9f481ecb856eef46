#!/bin/sh
# The hub's command line, as the hub's own user and with the hub's own settings.
set -eu

if [ "$(id -u)" != 0 ]; then
  echo 'satoshop: it needs root, to become the user who owns the data: sudo satoshop ...' >&2
  exit 2
fi
cd /opt/satoshop/current
umask 077
case ${1:-} in
  # These write for the whole board, and touch nothing of the hub's.
  memory | node-config) become= ;;
  *) become='setpriv --reuid=satoshop --regid=satoshop --init-groups --no-new-privs --reset-env' ;;
esac
# shellcheck disable=SC2086 # A command and its options, or nothing.
exec $become env NODE_ENV=production DATA_DIR=/var/lib/satoshop \
  bin/node --env-file=/etc/satoshop/hub.env scripts/satoshop.ts "$@"
