# systemd: units, who they run as, and when they are started again.

units_on='satoshop-hub.service satoshop-backup.timer satoshop-metrics.service satoshop-console.service'

place_people() {
  put /usr/local/lib/sysusers.d/satoshop.conf 644 <"$source/appliance/install/people.conf"
  id "$user" >/dev/null 2>&1 || change "make the user $user" systemd-sysusers /usr/local/lib/sysusers.d/satoshop.conf
  [ -d "$data" ] || change "make $data" install -d -m 700 -o "$user" -g "$user" "$data"
  [ -d "$etc/credentials" ] || change "make $etc" install -d -m 700 "$etc/credentials"
}

place_units() {
  before=$changes
  for unit in "$source"/systemd/satoshop-* "$source"/systemd/satoshop-*.d/*; do
    if [ -f "$unit" ]; then put "$units/${unit#"$source"/systemd/}" 644 <"$unit"; fi
  done
  limit_memory
  [ "$changes" = "$before" ] || change 'have systemd read its units' systemctl daemon-reload
}

# Only of the hub's own units: what bitcoind and LND may take is decided by whoever has set them up. docs/board.md tells
# how to have them limited as well.
limit_memory() {
  mkdir -p "$work/memory"
  (cd "$source" && node scripts/satoshop.ts memory --into "$work/memory") >/dev/null
  for limit in "$work"/memory/satoshop-*/*; do
    put "$own_units/${limit#"$work/memory/"}" 644 <"$limit"
  done
}

is_on() {
  systemctl is-enabled --quiet "$1" 2>/dev/null
}

start_units() {
  if [ -n "$lnd_folder" ]; then
    units_on="satoshop-lnd-cert@$(systemd-escape --path "$lnd_folder/tls.cert").path $units_on"
  fi
  for unit in $units_on; do
    is_on "$unit" || change "enable $unit" systemctl enable --quiet "$unit"
  done
  if ! is_booted; then return; fi
  for unit in $units_on; do
    if ! systemctl is-active --quiet "$unit"; then change "start $unit" start "$unit"
    elif [ "$changes" -gt 0 ]; then change "restart $unit" start "$unit"
    fi
  done
}

# systemd waits until the hub says that it is ready.
start() {
  systemctl restart "$1" && return
  journalctl --no-pager --quiet --lines 20 --unit "$1" >&2 || true
  fail "$1 does not start; the lines above say why, and so does: sudo satoshop doctor"
}
