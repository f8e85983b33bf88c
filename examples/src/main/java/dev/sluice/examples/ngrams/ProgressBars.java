package dev.sluice.examples.ngrams;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar per phase, each on a row of its own, on the terminal behind the standard error. */
final class ProgressBars implements Progress {
    private static final int COLUMNS = 79;
    private static final int UPDATE_MILLIS = 100;

    private final PrintWriter terminal;
    private final Map<Phase, ProgressBar> bars = new EnumMap<>(Phase.class);

    private ProgressBars(PrintWriter terminal) {
        this.terminal = terminal;
        terminal.print("\n".repeat(Phase.values().length));
        for (Phase phase : Phase.values()) {
            bars.put(phase, bar(phase, Phase.values().length - bars.size()));
        }
    }

    /**
     * Bars if both the standard output and the standard error are terminals, else nothing.
     *
     * <p>{@code System.console()} does not tell: it looks at the standard input too, and from JDK 22 on it may be there
     * although everything is piped. Sluice needs Linux anyway, where the kernel says what the descriptors are.
     */
    static Progress onTerminal(PrintWriter terminal) {
        return isTerminal(1) && isTerminal(2) ? new ProgressBars(terminal) : NONE;
    }

    @Override
    public void show(Phase phase, long done, long total) {
        ProgressBar bar = bars.get(phase);
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().matches("/dev/(tty.*|console)");
        } catch (IOException e) {
            return false; // closed, or no /proc: then nobody can tell, and bars in a log would be worse than none
        }
    }

    private ProgressBar bar(Phase phase, int rowsUp) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(String.format("%-6s", phase))
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(line -> draw(rowsUp, line), COLUMNS));
        if (phase == Phase.READ) {
            builder.setUnit(" MiB", 1 << 20);
        } else {
            builder.setUnit("k lines", 1000);
        }
        return builder.build();
    }

    // The cursor rests below the rows. The library's own consumer would draw rows too, but loads a native library.
    private synchronized void draw(int rowsUp, String line) {
        terminal.printf("\u001b[%dA\r%s\u001b[K\u001b[%dB\r", rowsUp, line, rowsUp);
        terminal.flush();
    }
}
