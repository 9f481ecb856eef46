# Onion addresses: one for the shop, and one for the owner that is reached with the owner's key alone.

TORRC=/etc/tor/torrc
OUR_TORRC=/etc/tor/satoshop.conf
INCLUDE="%include $OUR_TORRC"

name_onions() {
  [ "$tor" != no ] || return 0
  if ! command -v tor >/dev/null; then
    [ "$tor" = yes ] || return 0
    change 'install Tor from the packages of this system' install_tor
  fi
}

install_tor() {
  DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends tor >/dev/null
}

remove_onions() {
  :
}
