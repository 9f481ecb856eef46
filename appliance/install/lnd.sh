# LND on this machine: found by its process or in the usual places, and asked once, with its admin macaroon, for narrow
# ones. The hub never sees the admin macaroon.

find_money() {
  was=$(setting MODE)
  if [ "$sandbox" = yes ]; then
    case $was in '' | sandbox) want MODE sandbox && return ;; esac
    fail "the hub on this board runs on LND already; a sandbox beside it needs a board or a container of its own"
  fi
  # A node that was found or chosen at an earlier run stays.
  if [ -z "$lnd_folder" ]; then
    case $was in '' | sandbox) find_lnd ;; *) return ;; esac
  fi
  if [ -z "$lnd_folder" ] && [ "$was" = sandbox ]; then return; fi
  if [ -z "$lnd_folder" ] && [ -t 0 ]; then ask_for_lnd; fi
  if [ "$sandbox" = yes ]; then
    want MODE sandbox
    return
  fi
  [ -n "$lnd_folder" ] || fail 'no LND is on this machine. Give its folder to --lnd, or try the hub with --sandbox.'
  read_lnd
  find_mint
}

# Only where somebody sits who can answer.
ask_for_lnd() {
  printf 'No LND is found on this machine. Its folder, or nothing to try the hub without one: '
  read -r lnd_folder
  if [ -z "$lnd_folder" ]; then sandbox=yes; fi
}

# What was earned in a sandbox is nothing that anybody may be paid.
leave_sandbox() {
  [ "$was" = sandbox ] && [ -n "$lnd_folder" ] || return 0
  aside=$data/sandbox-$(date -u +%Y%m%dT%H%M%SZ)
  change "put what the sandbox has written into $aside" put_aside "$aside"
}

put_aside() {
  if is_booted; then systemctl stop satoshop-hub.service; fi
  install -d -m 700 -o "$user" -g "$user" "$1"
  find "$data" -mindepth 1 -maxdepth 1 ! -name 'sandbox-*' -exec mv -t "$1" {} +
}

find_lnd() {
  for process in /proc/[0-9]*; do
    [ "$(cat "$process/comm" 2>/dev/null)" = lnd ] || continue
    lnd_folder=$(option_of "$process" lnddir)
    [ -n "$lnd_folder" ] || lnd_folder=$(home_of "$process")/.lnd
    is_lnd "$lnd_folder" && return
  done
  for lnd_folder in /var/lib/lnd /mnt/hdd/lnd /mnt/hdd/app-data/lnd /data/lnd; do
    is_lnd "$lnd_folder" && return
  done
  for home in $(getent passwd | cut -d : -f 6 | sort -u); do
    lnd_folder=$home/.lnd
    is_lnd "$lnd_folder" && return
  done
  lnd_folder=
}

is_lnd() {
  [ -f "$1/tls.cert" ] && [ -n "$(admin_macaroon "$1")" ]
}

# The network with money first: a node seldom has two, and then the other one is for trying.
admin_macaroon() {
  for network in mainnet signet regtest; do
    macaroon=$1/data/chain/bitcoin/$network/admin.macaroon
    if [ -f "$macaroon" ]; then
      printf '%s' "$macaroon"
      return
    fi
  done
}

option_of() {
  tr '\0' '\n' <"$1/cmdline" | sed -n "s/^--*$2=//p" | tail -n 1
}

home_of() {
  getent passwd "$(stat -c %u "$1")" | cut -d : -f 6
}

read_lnd() {
  macaroon=$(admin_macaroon "$lnd_folder")
  if [ ! -f "$lnd_folder/tls.cert" ] || [ -z "$macaroon" ]; then
    fail "$lnd_folder is no folder of an LND that has a wallet: tls.cert or admin.macaroon is missing"
  fi
  network=${macaroon%/admin.macaroon}
  want MODE "${network##*/}"
  want LND_SOCKET "$(lnd_socket)"
  want LND_CERT_FILE "$etc/lnd/tls.cert"
  want LND_MACAROON_DIR "$data/macaroons"
  say "found LND in $lnd_folder, on ${network##*/}"
}

# LND's certificate always names localhost, so that is what it is called, whatever address it listens on.
lnd_socket() {
  listens=
  for process in /proc/[0-9]*; do
    [ "$(cat "$process/comm" 2>/dev/null)" = lnd ] || continue
    [ "$(option_of "$process" lnddir)" = "$lnd_folder" ] && listens=$(option_of "$process" rpclisten)
  done
  if [ -z "$listens" ] && [ -f "$lnd_folder/lnd.conf" ]; then
    listens=$(sed -n 's/^[[:space:]]*rpclisten[[:space:]]*=[[:space:]]*//p' "$lnd_folder/lnd.conf" | head -n 1)
  fi
  case $listens in
    *:*) printf 'localhost:%s' "${listens##*:}" ;;
    *) printf 'localhost:10009' ;;
  esac
}

grant_lnd() {
  [ -n "$lnd_folder" ] || return 0
  put "$etc/lnd/tls.cert" 644 <"$lnd_folder/tls.cert"
  [ -f "$data/macaroons/receive.macaroon" ] || change "have LND make macaroons that can do little" bake
}

bake() {
  (cd "$release" && umask 077 && env MODE=sandbox bin/node scripts/satoshop.ts lnd-setup \
    --macaroon "$macaroon" --socket "$(setting LND_SOCKET)" --cert "$etc/lnd/tls.cert" --into "$data/macaroons") \
    >"$work/bake" || fail "LND made no macaroons. Is it unlocked, and does it listen at $(setting LND_SOCKET)?"
  chown -R "$user:$user" "$data/macaroons"
}
