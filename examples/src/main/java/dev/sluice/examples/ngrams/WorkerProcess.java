package dev.sluice.examples.ngrams;

import dev.sluice.examples.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a worker process: this JVM, this class path or module path, other arguments. */
final class WorkerProcess {
    /** A few partitions of {@link PartitionSource#MAX_TEXT_BYTES}, with all their words different, fit well in that. */
    private static final String HEAP = "-Xmx256m";

    private WorkerProcess() {}

    /** The command that runs {@link WorkerCommand} with these arguments. */
    static List<String> command(Path exchange, int number) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add(HEAP);
        // Many small JVMs on one machine: one thread each for the garbage is plenty.
        command.add("-XX:+UseSerialGC");
        Module module = Main.class.getModule();
        if (module.isNamed()) {
            addModulePath(command, module);
        } else {
            // Started by -jar, this is the jar.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
            command.add(Main.class.getName());
        }
        command.addAll(
                List.of(WorkerCommand.NAME, "--exchange", exchange.toString(), "--number", Integer.toString(number)));
        return command;
    }

    private static void addModulePath(List<String> command, Module module) {
        // JNA, through which Sluice talks to the kernel; older JDKs warn of names of modules that are not there.
        if (ModuleLayer.boot().findModule("com.sun.jna").isPresent()) {
            command.add("--enable-native-access=com.sun.jna");
        }
        String modulePath = System.getProperty("jdk.module.path");
        if (modulePath != null) { // null in an image made by jlink
            command.addAll(List.of("-p", modulePath));
        }
        command.addAll(List.of("-m", module.getName() + "/" + Main.class.getName()));
    }

    private static String java() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (Files.isExecutable(java)) {
            return java.toString();
        }
        return ProcessHandle.current().info().command().orElse("java");
    }
}
