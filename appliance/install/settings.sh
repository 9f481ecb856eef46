# The hub's settings: one file in the form of systemd's EnvironmentFile=. What a person wrote there stays, unless an
# option of this very run says otherwise.

open_settings() {
  if [ ! -e "$etc" ] && [ -d "$data/etc" ]; then
    change "take up the settings that were kept in $data/etc" mv "$data/etc" "$etc"
  fi
  if [ -f "$settings" ]; then cp "$settings" "$work/settings"; else new_settings >"$work/settings"; fi
  printf '%s' "$settings_given" >"$work/given"
  while IFS= read -r pair; do
    case $pair in
      [A-Z]*=*) want "${pair%%=*}" "${pair#*=}" ;;
      *) fail "--set takes NAME=VALUE, and not $pair" ;;
    esac
  done <"$work/given"
}

new_settings() {
  cat <<'TEXT'
# Settings of SatoShop Hub. "sudo satoshop settings" explains each; after a change: sudo systemctl restart satoshop-hub
# Passwords and tokens do not belong here but into "sudo satoshop secrets set NAME".
TEXT
}

# setting NAME: its value, or nothing.
setting() {
  sed -n "s/^$1=//p" "$work/settings" | tail -n 1 | sed 's/^"\(.*\)"$/\1/'
}

has_setting() {
  grep -q "^$1=" "$work/settings"
}

# want NAME VALUE: so it is to be, whatever was there.
want() {
  refuse_unclear "$2"
  grep -v "^$1=" "$work/settings" >"$work/others" || true
  printf '%s=%s\n' "$1" "$(quoted "$2")" >>"$work/others"
  if [ "$(setting "$1")" != "$2" ]; then mv "$work/others" "$work/settings"; fi
}

# suggest NAME VALUE: so it is to be where nobody has said anything.
suggest() {
  has_setting "$1" || want "$1" "$2"
}

# systemd and node --env-file read quotes alike, but not what is escaped between them.
refuse_unclear() {
  case $1 in
    *[\"\\\`\$]* | *"
"*) fail "a setting cannot hold quotes, backslashes, dollar signs or line breaks: $1" ;;
  esac
}

quoted() {
  case $1 in
    *[!A-Za-z0-9_./:@,=+-]*) printf '"%s"' "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}

port_of() {
  has_setting "$1" && setting "$1" || printf '%s' "$2"
}

# How this machine is called on its network: by name where avahi answers to it, else by its first address.
own_name() {
  if [ -d /run/avahi-daemon ]; then
    printf '%s.local' "$(hostname)"
    return
  fi
  first=$(hostname -I 2>/dev/null | cut -d ' ' -f 1)
  printf '%s' "${first:-localhost}"
}

keep_settings() {
  suggest MODE sandbox
  suggest HOST 0.0.0.0
  suggest ORIGIN "http://$(own_name):$(port_of PORT 3000)"
  put "$settings" 640 "$user" <"$work/settings"
}
