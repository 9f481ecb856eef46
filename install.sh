#!/bin/sh
# Installs SatoShop Hub on Debian, Ubuntu or Armbian (arm64, amd64) from the release that this file lies in, and
# changes nothing when everything is as it should be. docs/install.md tells what it does and how to undo it.
set -eu
# shellcheck source-path=SCRIPTDIR

usage() {
  cat <<'TEXT'
sh install.sh [options]

Without options it looks for LND, bitcoind and a Cashu mint on this machine, has LND make narrow macaroons for
the hub, and starts it. Run it again after an update, or to mend what was changed by hand.

  --sandbox            try the hub without a node; the money in it has no value
  --lnd FOLDER         LND's folder, with tls.cert and data/chain/bitcoin/NETWORK/admin.macaroon
  --mint URL           the Cashu mint on this machine, such as http://127.0.0.1:8085
  --set NAME=VALUE     any other setting of the hub, and again for more of them
  --tor                install Tor if it is not there, and give shop and owner an onion address each
  --no-tor             leave Tor alone; otherwise one that is there is used
  --from FILE|URL      take the release from this archive, checked by the SHA256SUMS beside it
  --sha256 HEX         the archive's checksum, when there is no SHA256SUMS beside it
  --dry-run            say what would be done, and do nothing
  --uninstall          stop and remove the hub; /var/lib/satoshop and the user who owns it stay
  --help               this text
TEXT
}

source=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dry_run=no
task=install
sandbox=no
tor=found
lnd_folder=
mint_url=
settings_given=
archive=
archive_sum=

# The value of an option that needs one.
value_of() {
  [ $# -ge 2 ] && [ -n "$2" ] && return
  printf 'install.sh: %s needs a value; --help tells which\n' "$1" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --sandbox) sandbox=yes ;;
    --lnd) value_of "$@" && lnd_folder=$2 && shift ;;
    --mint) value_of "$@" && mint_url=$2 && shift ;;
    --set) value_of "$@" && settings_given="$settings_given$2
" && shift ;;
    --tor) tor=yes ;;
    --no-tor) tor=no ;;
    --from) value_of "$@" && archive=$2 && shift ;;
    --sha256) value_of "$@" && archive_sum=$2 && shift ;;
    --dry-run) dry_run=yes ;;
    --uninstall) task=uninstall ;;
    --help) usage && exit 0 ;;
    *) printf 'install.sh: there is no option %s; --help lists them\n' "$1" >&2 && exit 2 ;;
  esac
  shift
done

umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

stop() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

fetch() {
  if command -v curl >/dev/null; then curl -fsSL --proto '=https,http' -o "$2" "$1"; return; fi
  if command -v wget >/dev/null; then wget -q -O "$2" "$1"; return; fi
  stop 'neither curl nor wget is here: install one, or fetch the release yourself and give its path to --from'
}

# Puts a file, and what is beside it under another name, into the working folder, from a disk or from the web.
bring() {
  case $1 in
    https://* | http://*.onion/*) fetch "$1" "$2" ;;
    *://*) stop "$1 is neither an https nor an onion address" ;;
    *) cp "$1" "$2" ;;
  esac
}

# Nothing of the archive is unpacked, and so nothing of it runs, before its checksum is the promised one.
unpack() {
  bring "$archive" "$work/release.tar.gz" || stop "the release cannot be read: $archive"
  if [ -z "$archive_sum" ]; then
    bring "${archive%/*}/SHA256SUMS" "$work/SHA256SUMS" || stop 'no SHA256SUMS lies beside the release: give --sha256'
    archive_sum=$(awk -v name="${archive##*/}" '$2 == name { print $1 }' "$work/SHA256SUMS")
  fi
  printf '%s  %s\n' "$archive_sum" "$work/release.tar.gz" | sha256sum --quiet --strict -c - ||
    stop "the release is not the one that was promised: its checksum differs. Nothing was unpacked."
  mkdir "$work/release"
  tar -xzf "$work/release.tar.gz" -C "$work/release" --strip-components=1 --no-same-owner
  source=$work/release
}

if [ -n "$archive" ]; then
  unpack
elif [ ! -f "$source/SHA256SUMS" ]; then
  stop 'this is no release: give one to --from, or make one of a checkout with "npm run release"'
fi

. "$source/appliance/install/speak.sh"
. "$source/appliance/install/places.sh"
. "$source/appliance/install/system.sh"
. "$source/appliance/install/units.sh"
. "$source/appliance/install/onion.sh"
. "$source/appliance/install/proposals.sh"
. "$source/appliance/install/screen.sh"
if [ "$task" = uninstall ]; then
  . "$source/appliance/install/uninstall.sh"
  check_system
  uninstall
  exit 0
fi
. "$source/appliance/install/release.sh"
. "$source/appliance/install/settings.sh"
. "$source/appliance/install/lnd.sh"
. "$source/appliance/install/mint.sh"
. "$source/appliance/install/bitcoind.sh"
. "$source/appliance/install/finish.sh"

check_system
verify_release
open_settings
find_money
place_release
place_people
leave_sandbox
grant_lnd
propose_node
keep_proposals
announce
show_on_screen
find_bitcoind
name_onions
keep_settings
place_units
start_units
finish
