package dev.sluice.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Where and when the figures come from. */
final class Machine {
    private Machine() {}

    static String describe() {
        return String.join(
                ", ",
                processor() + " x " + Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")));
    }

    /** The load of the last minute, which tells whether others wanted the processors as well. */
    static String load() {
        return first(Path.of("/proc/loadavg"), "", " ");
    }

    private static String processor() {
        String model = first(Path.of("/proc/cpuinfo"), "model name", "\n");
        return model.isEmpty()
                ? System.getProperty("os.arch")
                : model.substring(model.indexOf(':') + 1).strip();
    }

    private static String first(Path file, String key, String end) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(key)) {
                    return line.split(end, -1)[0];
                }
            }
        } catch (IOException unknown) {
            // Then it stays out of the line.
        }
        return "";
    }
}
