package dev.sluice.os;

import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Whether this package can work here at all: Linux on x86-64 or aarch64, little-endian, with JNA loaded. */
public final class Platform {
    private Platform() {}

    /**
     * What is missing for this package to work here. Never throws; the first call binds the C library, which takes some
     * tens of milliseconds.
     *
     * @return null if nothing is missing, else a sentence for people
     */
    public static @Nullable String unavailable() {
        return Libc.failure();
    }

    /** The same for a given platform, JNA left aside. */
    static @Nullable String unsupported(String osName, String architecture, ByteOrder order) {
        if (!osName.equals("Linux")) {
            return "Sluice needs Linux; this is \"" + osName + "\"";
        }
        if (SystemCalls.of(architecture) == null) {
            return "Sluice knows the system calls of x86-64 and aarch64 only; this is \"" + architecture + "\"";
        }
        if (order != ByteOrder.LITTLE_ENDIAN) {
            return "Sluice needs a little-endian processor; this one is " + order;
        }
        return null;
    }
}
