# Configurations for this board's node, with the reason above each line. They are proposals in a folder of their own, of
# which the installer itself uses what makes onion addresses and what announces the shop on the LAN.

AVAHI=/etc/avahi/services

propose_node() {
  [ ! -d "$etc/node" ] || cp -a "$etc/node" "$work/node"
  case $(setting MODE) in sandbox) on=mainnet ;; *) on=$(setting MODE) ;; esac
  (cd "$source" && node scripts/satoshop.ts node-config --network "$on" --into "$work/node") >"$work/proposed" || true
  [ -f "$work/node/satoshop.torrc" ] || fail "the node's configuration could not be made: $(cat "$work/proposed")"
}

keep_proposals() {
  diff -rq "$work/node" "$etc/node" >/dev/null 2>&1 ||
    change "write what is proposed for the node into $etc/node" place_proposals
}

# Some hold passwords.
place_proposals() {
  install -d -m 700 "$etc/node"
  cp -a "$work/node/." "$etc/node"
  chown -R root:root "$etc/node"
}

# Browsers of services on the LAN then list the shop; the board keeps its name.
announce() {
  if [ -d "$AVAHI" ]; then put "$AVAHI/satoshop.service" 644 <"$work/node/satoshop.service"; fi
}
