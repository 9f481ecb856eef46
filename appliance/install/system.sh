# Whether this machine is one on which the hub can be installed.

NEEDED_MB=700

check_system() {
  [ "$(uname -s)" = Linux ] || fail 'the hub runs on Linux'
  command -v dpkg >/dev/null || fail 'this installer is for Debian, Ubuntu and Armbian; docs/container.md tells of others'
  command -v systemctl >/dev/null || fail 'systemd is missing: install the package systemd'
  case $(dpkg --print-architecture) in
    arm64) processor=arm64 ;;
    amd64) processor=x64 ;;
    *) fail "there is no release for $(dpkg --print-architecture): a 64-bit system is needed" ;;
  esac
  if [ "$dry_run" = no ] && [ "$(id -u)" != 0 ]; then fail 'it needs root: sudo sh install.sh'; fi
  free_mb=$(($(stat -f -c '%a * %S / 1048576' /)))
  [ "$free_mb" -ge "$NEEDED_MB" ] || fail "the disk has $free_mb MB left, and $NEEDED_MB are needed"
}

# Units can be put into a system that is not running, such as an image that is being made.
is_booted() {
  [ -d /run/systemd/system ]
}
