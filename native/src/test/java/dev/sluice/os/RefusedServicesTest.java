package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the kernel, a seccomp filter or JNA refuses a service, its class answers so and throws nothing unexpected. */
class RefusedServicesTest {
    @TempDir
    Path directory;

    /**
     * Under a filter that refuses the calls with ENOSYS or EPERM, as containers do, every service says that it is not
     * there.
     */
    @Test
    void answersUnderFilter() throws Exception {
        List<String> report = report(List.of(), "filter");
        assumeTrue(report.size() > 1, "may not install a seccomp filter: " + report);
        assertEquals(
                List.of(
                        "filter installed",
                        "platform: null",
                        "futex: false UNSUPPORTED 0",
                        "wait vector: false",
                        "wait vector waits: UNSUPPORTED",
                        "membarrier: false false",
                        "robust list: none",
                        "file: 0"),
                report);
    }

    /** Without JNA's library every service says that it is not there, and the platform says why. */
    @Test
    void answersWithoutJna() throws Exception {
        List<String> report = report(List.of("-Djna.nounpack=true", "-Djna.nosys=true"), "");
        assertTrue(report.get(0).startsWith("platform: Sluice needs JNA, which cannot be loaded: "), report.get(0));
        assertEquals(
                List.of(
                        "futex: false UNSUPPORTED 0",
                        "wait vector: false",
                        "membarrier: false false",
                        "robust list: none",
                        "file: ENOSYS"),
                report.subList(1, report.size()));
    }

    /** On a processor whose system calls are not known nothing is called at all. */
    @Test
    void answersOnUnknownProcessor() throws Exception {
        List<String> report = report(List.of("-Dos.arch=vax"), "");
        assertTrue(report.get(0).contains("vax"), report.get(0));
        assertEquals("file: ENOSYS", report.get(report.size() - 1));
    }

    private List<String> report(List<String> options, String filter) throws Exception {
        Path report = directory.resolve("report");
        try (ChildJvm child = ChildJvm.start(options, Reporter.class, report, filter)) {
            assertEquals(0, child.exitCode());
        }
        return Files.readAllLines(report);
    }

    /** Asks every service and writes down the answers. */
    static final class Reporter {
        private Reporter() {}

        public static void main(String[] arguments) throws IOException {
            Path report = Path.of(arguments[0]);
            List<String> lines = new ArrayList<>();
            if (arguments[1].equals("filter")) {
                long refused = SeccompFilter.install();
                lines.add(refused == 0 ? "filter installed" : "refused: " + refused);
                if (refused != 0) {
                    Files.write(report, lines);
                    return;
                }
            }
            lines.add("platform: " + Platform.unavailable());
            lines.add("futex: " + Futex.isAvailable() + " " + Futex.await(8, 0, 1) + " " + Futex.wake(8, 1));
            lines.add("wait vector: " + WaitVector.isAvailable());
            if (Platform.unavailable() == null) {
                WaitVector vector = new WaitVector(1);
                vector.addShared(8, 0);
                lines.add("wait vector waits: " + vector.await(1));
            }
            lines.add("membarrier: " + Membarrier.register() + " " + Membarrier.globalExpedited());
            lines.add("robust list: " + (RobustList.registerForThisThread(8) == null ? "none" : "registered"));
            try (FileHandle handle = FileHandle.create(report, 0600)) {
                lines.add("file: " + handle.size());
            } catch (OsException e) {
                lines.add("file: " + e.errno());
            }
            Files.write(report, lines);
        }
    }

    /** A filter on the calling thread that lets it do everything except what this package is about. */
    static final class SeccompFilter {
        private static final int PR_SET_NO_NEW_PRIVS = 38;
        private static final int PR_SET_SECCOMP = 22;
        private static final int SECCOMP_MODE_FILTER = 2;
        private static final int RET_ALLOW = 0x7fff0000;
        private static final int RET_ERRNO = 0x00050000;
        private static final int LOAD_WORD = 0x20;
        private static final int JUMP_IF_EQUAL = 0x15;
        private static final int RETURN = 0x06;
        private static final int CALL_NUMBER = 0;
        private static final int SECOND_ARGUMENT = 24;

        private final ByteBuffer program = ByteBuffer.allocateDirect(256).order(ByteOrder.nativeOrder());

        private SeccompFilter() {}

        /** Returns 0, or {@code -errno} where the kernel has no such thing. */
        static long install() {
            SystemCalls calls = SystemCalls.current();
            SeccompFilter filter = new SeccompFilter();
            filter.add(LOAD_WORD, 0, 0, CALL_NUMBER);
            filter.refuse(SystemCalls.FUTEX_WAITV, Errno.ENOSYS);
            filter.refuse(calls.membarrier, Errno.EPERM);
            filter.refuse(calls.setRobustList, Errno.EPERM);
            // Of futex only the shared kind: the JVM itself cannot do without the private one.
            filter.add(JUMP_IF_EQUAL, 1, 0, (int) calls.futex);
            filter.add(RETURN, 0, 0, RET_ALLOW);
            filter.add(LOAD_WORD, 0, 0, SECOND_ARGUMENT);
            filter.refuse(0, Errno.EPERM);
            filter.refuse(1, Errno.EPERM);
            filter.add(RETURN, 0, 0, RET_ALLOW);
            return filter.load();
        }

        private void refuse(long value, Errno errno) {
            add(JUMP_IF_EQUAL, 0, 1, (int) value);
            add(RETURN, 0, 0, RET_ERRNO | errno.code());
        }

        private void add(int code, int ifTrue, int ifFalse, int operand) {
            program.putShort((short) code)
                    .put((byte) ifTrue)
                    .put((byte) ifFalse)
                    .putInt(operand);
        }

        private long load() {
            ByteBuffer header = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
            header.putShort(0, (short) (program.position() / 8));
            header.putLong(8, NativeMemory.addressOf(program));
            long prctl = SystemCalls.current() == SystemCalls.X86_64 ? 157 : 167;
            long result = Libc.call(prctl, PR_SET_NO_NEW_PRIVS, 1, 0);
            if (result == 0) {
                result = Libc.call(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NativeMemory.addressOf(header));
            }
            return result;
        }
    }
}
