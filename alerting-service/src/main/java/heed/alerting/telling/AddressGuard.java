package heed.alerting.telling;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps endpoints out of the networks that this service can reach and their owners cannot: asked
 * when one is saved, and again for the very address that is then connected to, since a name may
 * resolve to another one a moment later.
 */
@Singleton
class AddressGuard {
  /** All of IPv4 that is not the public internet (IANA's special-purpose registry). */
  private static final List<Network> CLOSED_4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** Of IPv6 only this is the public internet, and not these parts of it. */
  private static final Network OPEN_6 = Network.of("2000::/3");

  private static final List<Network> CLOSED_6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** Where names are resolved; a test answers as it likes. */
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Names names;
  private final List<Network> allowed;
  private final boolean allowHttp;

  @Inject
  AddressGuard(TellingSettings settings) {
    this(
        InetAddress::getAllByName,
        settings.allowPrivate().orElse(List.of()).stream().map(Network::of).toList(),
        settings.allowHttp());
  }

  AddressGuard(Names names, List<Network> allowed, boolean allowHttp) {
    this.names = names;
    this.allowed = allowed;
    this.allowHttp = allowHttp;
  }

  /**
   * The address to connect to, and to no other.
   *
   * @throws Unwelcome if any address of the host is not public, or it has none
   */
  InetAddress check(EndpointUrl url) {
    if (!url.tls() && !allowHttp) {
      throw new Unwelcome("url must begin with https://; heed.telling.allow-http allows http");
    }
    var addresses = resolve(url.host());
    if (!Stream.of(addresses).allMatch(this::welcome)) {
      throw new Unwelcome(
          "url leads to an address that is not public; heed.telling.allow-private can allow it");
    }
    return addresses[0];
  }

  private InetAddress[] resolve(String host) {
    try {
      var addresses = names.of(host);
      if (addresses.length > 0) {
        return addresses;
      }
    } catch (UnknownHostException e) {
      // told below, without the name
    }
    throw new Unwelcome("url has a host that no name server knows");
  }

  private boolean welcome(InetAddress address) {
    if (allowed.stream().anyMatch(n -> n.contains(address))) {
      return true;
    }
    // Java makes an IPv4 address of an IPv6 one that is mapped.
    return address instanceof Inet4Address
        ? CLOSED_4.stream().noneMatch(n -> n.contains(address))
        : OPEN_6.contains(address) && CLOSED_6.stream().noneMatch(n -> n.contains(address));
  }

  private static List<Network> networks(String... written) {
    return Stream.of(written).map(Network::of).toList();
  }
}
