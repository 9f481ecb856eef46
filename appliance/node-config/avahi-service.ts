import { facts } from "../facts.ts";

/** What the board is called on the LAN; avahi adds `.local`, and takes the name from `host-name` in avahi-daemon.conf. */
export const MDNS_NAME = "satoshop";

/** Announces the shop to browsers of services on the LAN (avahi.service(5)); `%h` is the board's name. */
export function avahiService(): string {
  return `<?xml version="1.0" standalone="no"?>
<!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group>
  <name replace-wildcards="yes">${facts.name} on %h</name>
  <service>
    <type>_http._tcp</type>
    <port>${facts.ports.shop}</port>
    <txt-record>path=/</txt-record>
  </service>
</service-group>
`;
}
