# A network with nobody else in it: avahi-daemon announces what is in $1/services, and a neighbour asks.
set -e
mount --bind "$1/services" /etc/avahi/services
mount -t tmpfs none /run/avahi-daemon
ip link set lo up multicast on
ip route add 224.0.0.0/4 dev lo
avahi-daemon --file "$1/avahi-daemon.conf" --no-drop-root --no-chroot >"$1/avahi.log" 2>&1 &
daemon=$!
trap 'kill $daemon' EXIT
shift
"$@"
