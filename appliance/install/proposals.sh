# Configurations for this board's node, with the reason above each line. They are proposals in a folder of their own, of
# which the installer itself uses what makes onion addresses and what announces the shop on the LAN.

AVAHI=/etc/avahi/services

propose_node() {
  [ ! -d "$etc/node" ] || cp -a "$etc/node" "$work/node"
  (cd "$source" && node scripts/satoshop.ts node-config --into "$work/node") >"$work/proposed" || true
  [ -f "$work/node/satoshop.torrc" ] || fail "the node's configuration could not be made: $(cat "$work/proposed")"
}

keep_proposals() {
  for proposal in "$work"/node/* "$work/node/.written.json"; do
    put "$etc/node/${proposal##*/}" 600 <"$proposal"
  done
}

# Browsers of services on the LAN then list the shop; the board keeps its name.
announce() {
  if [ -d "$AVAHI" ]; then put "$AVAHI/satoshop.service" 644 <"$work/node/satoshop.service"; fi
}
