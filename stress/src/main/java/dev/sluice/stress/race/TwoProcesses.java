package dev.sluice.stress.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The first actor in this process, the second one in a JVM of its own. */
final class TwoProcesses implements Contest {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Starter starter;

    private TwoProcesses(Process process, Starter starter) {
        this.process = process;
        this.starter = starter;
    }

    /**
     * Starts the other process.
     *
     * @param file that both map; empty at first
     */
    static TwoProcesses on(Path file, int stride) throws IOException {
        Medium medium = Medium.mapped(file);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.stress.Main"));
        command.addAll(List.of(PartnerCommand.NAME, file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Starter starter = new Starter(
                new Track(medium.control(), 0, () -> !process.isAlive()),
                (race, defect, count) -> PartnerCommand.places(medium, 0, race, defect, count),
                stride);
        return new TwoProcesses(process, starter);
    }

    @Override
    public Tally run(Race race, Defect defect, Starter.Limit limit) {
        return starter.run(race, defect, limit);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                starter.end();
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException inHaste) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
