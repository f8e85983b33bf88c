package dev.sluice.stress.storm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;

/** How a worker's JVM is started: small and quickly, as most of a storm's processor time goes into that. */
final class Launch {
    private static final int ARCHIVE_SECONDS = 60;

    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private int number;

    /** @param directory where workers may make files */
    Launch(Path directory) {
        this.directory = directory;
        options.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx32m",
                "-XX:ErrorFile=" + directory.resolve("crash-%p")));
        // How memory is reached depends on it: in the workers as here.
        if (Object.class.getModule().isExported("jdk.internal.misc", UnsafeApi.class.getModule())) {
            options.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
        }
    }

    /** Has the classes loaded once for all; that needs a class path of one jar, and is no loss where there is another one. */
    void archiveClasses() throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
            return;
        }
        Path archive = directory.resolve("classes.jsa");
        Process process = new ProcessBuilder(command(List.of("-XX:ArchiveClassesAtExit=" + archive)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close(); // no orders: it ends
        if (!process.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        } else if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
    }

    /** @param quietly with a low priority, until it is told what to do */
    WorkerProcess start(boolean quietly) throws IOException {
        Path errors = directory.resolve("errors-" + number);
        List<String> command = new ArrayList<>(quietly ? Priority.low() : List.of());
        command.addAll(command(List.of()));
        return new WorkerProcess(command, errors);
    }

    private List<String> command(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(more);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        command.add(directory.resolve("rehearsal-" + number++).toString());
        return command;
    }
}
