# Onion addresses: one for the shop, and one for the owner, which answers to the owner's key alone. Tor's own
# configuration gets a single line, and nothing else of it is touched.

TORRC=/etc/tor/torrc
OUR_TORRC=/etc/tor/satoshop.torrc
INCLUDE="%include $OUR_TORRC"
TOR_FOLDERS=/var/lib/tor
TOR_USER=debian-tor

name_onions() {
  [ "$tor" != no ] || return 0
  if ! command -v tor >/dev/null; then
    [ "$tor" = yes ] || return 0
    change 'install Tor from the packages of this system' install_tor
  fi
  if ! is_booted; then
    say 'Tor does not run here: run the installer again on the running system for onion addresses'
    return
  fi
  before=$changes
  configure_tor
  [ "$changes" = "$before" ] || change 'have Tor read its configuration' reread_tor
  name_onion shop ONION "$onion_shop_port"
  name_onion desk ADMIN_ONION "$onion_desk_port"
  suggest TOR_SOCKS 127.0.0.1:9050
}

# A reload keeps the connections of whoever else uses it.
reread_tor() {
  systemctl reload tor@default.service 2>/dev/null || systemctl restart tor@default.service
}

install_tor() {
  DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends tor >/dev/null
}

# The owner's key is there before the address is, so that nobody ever sees the desk without it.
configure_tor() {
  for folder in shop desk desk/authorized_clients; do
    [ -d "$TOR_FOLDERS/satoshop-$folder" ] ||
      change "make $TOR_FOLDERS/satoshop-$folder" install -d -m 700 -o "$TOR_USER" -g "$TOR_USER" "$TOR_FOLDERS/satoshop-$folder"
  done
  put "$TOR_FOLDERS/satoshop-desk/authorized_clients/owner.auth" 640 "$TOR_USER" <"$work/node/owner.auth"
  put "$OUR_TORRC" 644 <"$work/node/satoshop.torrc"
  grep -qxF "$INCLUDE" "$TORRC" || change "include $OUR_TORRC in $TORRC" include_ours
}

include_ours() {
  printf '%s\n' "$INCLUDE" >>"$TORRC"
}

# name_onion FOLDER SETTING PORT: Tor makes the name when it has read its configuration.
name_onion() {
  named=$TOR_FOLDERS/satoshop-$1/hostname
  if [ "$dry_run" = no ]; then
    waited=0
    while [ ! -s "$named" ]; do
      [ "$waited" -lt 60 ] || fail "Tor makes no onion address; this says why: journalctl --unit tor@default"
      sleep 1
      waited=$((waited + 1))
    done
  fi
  [ -s "$named" ] || return 0
  want "$2_PORT" "$3"
  want "$2_ORIGIN" "http://$(cat "$named")"
}

# The names' keys stay in Tor's folder: whoever has the address written down finds the shop there again.
remove_onions() {
  if [ -f "$TORRC" ] && grep -qxF "$INCLUDE" "$TORRC"; then
    change "take $OUR_TORRC out of $TORRC" sed -i "\|^$INCLUDE\$|d" "$TORRC"
    remove "$OUR_TORRC"
    if is_booted; then change 'have Tor read its configuration' reread_tor; fi
  fi
}
