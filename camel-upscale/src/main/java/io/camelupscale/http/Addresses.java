package io.camelupscale.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which addresses are public, by the registries of special-purpose addresses of IANA. */
final class Addresses {

    /** Networks that an account may be in, and its results with it. */
    private static final List<Block> LOCAL = blocks(
            "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

    private static final List<Block> SPECIAL = blocks(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // of IPv6 only 2000::/3 is in use, less these
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final Block GLOBAL_6 = Block.of("2000::/3");
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private record Block(byte[] prefix, int bits) {

        static Block of(String text) {
            String[] parts = text.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = plain(address);
        if (bytes.length == 16 && NAT64.contains(bytes)) {
            bytes = Arrays.copyOfRange(bytes, 12, 16);
        }
        return (bytes.length == 4 || GLOBAL_6.contains(bytes)) && !in(LOCAL, bytes) && !in(SPECIAL, bytes);
    }

    /** Whether both are in the same network that is not public: loopback, or one block of private addresses. */
    static boolean sameLocalNetwork(InetAddress one, InetAddress other) {
        Optional<Block> network = network(one);
        return network.isPresent() && network.equals(network(other))
                || one.isLoopbackAddress() && other.isLoopbackAddress();
    }

    private static Optional<Block> network(InetAddress address) {
        byte[] bytes = plain(address);
        return LOCAL.stream().filter(block -> block.contains(bytes)).findFirst();
    }

    /** IPv4 where it is IPv4 in the clothes of IPv6 (::ffff:a.b.c.d). */
    private static byte[] plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = bytes[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static boolean in(List<Block> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Block> blocks(String... texts) {
        return Arrays.stream(texts).map(Block::of).toList();
    }
}
