# What the person at the terminal is told at the end.

finish() {
  if [ "$dry_run" = yes ]; then
    [ "$changes" -gt 0 ] || say 'Nothing would have to be changed.'
    return
  fi
  [ "$changes" -gt 0 ] || say 'Nothing had to be changed.'
  say
  if ! is_booted; then
    say "SatoShop Hub $version is installed and starts at the next boot."
    return
  fi
  tell_addresses
  tell_of_bitcoind
  claim
}

tell_addresses() {
  say "SatoShop Hub $version runs in $(setting MODE) mode."
  [ "$(setting MODE)" != sandbox ] || say 'The money in it has no value. Once LND runs here, run this installer again.'
  say
  for address in $(hostname -I 2>/dev/null); do
    case $address in *:*) continue ;; esac
    say "  shop  http://$address:$(port_of PORT 3000)    with the owner's desk  http://$address:$(port_of ADMIN_PORT 3001)"
  done
  if has_setting ONION_ORIGIN; then
    say
    say "  shop over Tor   $(setting ONION_ORIGIN)"
    say "  owner over Tor  $(setting ADMIN_ONION_ORIGIN)"
    say "                  Tor Browser asks for a key there: sudo cat $etc/node/owner-onion.key"
  fi
  say
}

# A link for whoever becomes the owner; a hub that has one gives none away.
claim() {
  "$command" login-link --unclaimed --qr
}
