package dev.sluice.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What the kernel calls the time since the machine was started, in all containers the same. */
public final class Boot {
    private static final UUID UNKNOWN = new UUID(0, 0);
    private static final UUID CURRENT = read(Path.of("/proc/sys/kernel/random/boot_id"));

    private Boot() {}

    /** A random number of this start of the machine; all zeros if it is not known. */
    public static UUID id() {
        return CURRENT;
    }

    public static boolean isKnown() {
        return !CURRENT.equals(UNKNOWN);
    }

    private static UUID read(Path file) {
        try {
            return UUID.fromString(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | IllegalArgumentException unreadable) {
            return UNKNOWN;
        }
    }
}
