# Takes the hub away again. What it has written stays, with the user who owns it: orders, books, keys and settings, and
# in Tor's folder the keys of its onion addresses.

uninstall() {
  is_booted && change 'stop the hub' systemctl stop 'satoshop-*'
  for link in "$own_units"/*.wants/satoshop-*; do
    if [ -L "$link" ]; then change "disable ${link##*/}" systemctl disable --quiet "${link##*/}"; fi
  done
  remove "$units"/satoshop-* "$own_units"/satoshop-* /usr/local/lib/sysusers.d/satoshop.conf "$command"
  clear_screen
  remove_onions
  remove "$AVAHI/satoshop.service" "$program" /var/cache/satoshop
  for folder in "$units" /usr/local/lib/systemd /usr/local/lib/sysusers.d "$ISSUES"; do
    if [ -d "$folder" ] && [ "$dry_run" = no ]; then rmdir --ignore-fail-on-non-empty "$folder"; fi
  done
  if [ -d "$etc" ]; then change "keep the settings in $data/etc" mv "$etc" "$data/etc"; fi
  is_booted && change 'have systemd read its units' systemctl daemon-reload
  say
  say "What the hub has written is in $data. To remove that as well: rm -rf $data && userdel $user"
}
