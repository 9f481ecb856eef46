#!/bin/sh
# The hub's command line, as the hub's own user and with the hub's own settings.
set -eu

if [ "$(id -u)" != 0 ]; then
  echo 'satoshop: it needs root, to become the user who owns the data: sudo satoshop ...' >&2
  exit 2
fi
cd /opt/satoshop/current
umask 077
exec setpriv --reuid=satoshop --regid=satoshop --init-groups --no-new-privs --reset-env \
  env NODE_ENV=production DATA_DIR=/var/lib/satoshop \
  bin/node --env-file=/etc/satoshop/hub.env scripts/satoshop.ts "$@"
