# How the installer speaks, and the only ways in which it changes anything.

changes=0

say() {
  printf '%s\n' "$*"
}

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

# change SENTENCE COMMAND...: does what the sentence says; a dry run only says it.
change() {
  changes=$((changes + 1))
  if [ "$dry_run" = yes ]; then
    say "would $1"
    return
  fi
  say "$1"
  shift
  "$@"
}

# put PATH MODE [GROUP] < TEXT: a file of root's with this text and mode, written anew only when it differs.
put() {
  cat >"$work/put"
  if cmp -s "$work/put" "$1" && [ "$(stat -c '%a %U:%G' "$1")" = "$2 root:${3:-root}" ]; then return; fi
  change "write $1" place "$1" "$2" "${3:-root}"
}

# Written beside its place and renamed, so that nobody ever reads half of it.
place() {
  mkdir -p "$(dirname "$1")"
  install -m "$2" -o root -g "$3" "$work/put" "$1.new"
  mv -f "$1.new" "$1"
}

# remove PATH...: whatever of it is there.
remove() {
  for removed in "$@"; do
    if [ -e "$removed" ] || [ -L "$removed" ]; then change "remove $removed" rm -rf "$removed"; fi
  done
}
