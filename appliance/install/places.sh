# Where everything is on a board; appliance/facts.ts says the same, and a test compares them.

program=/opt/satoshop
data=/var/lib/satoshop
etc=/etc/satoshop
settings=$etc/hub.env
units=/usr/local/lib/systemd/system
own_units=/etc/systemd/system
command=/usr/local/bin/satoshop
user=satoshop
onion_shop_port=3090
onion_desk_port=3091

# The release's own Node, before and after it has been put into its place.
node() {
  "$source/bin/node" "$@"
}
