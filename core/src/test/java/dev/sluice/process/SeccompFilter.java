package dev.sluice.process;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;

/** Has the kernel refuse system calls to the calling thread and to those that it starts, as container run-times do. */
final class SeccompFilter {
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_SET_SECCOMP = 22;
    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int RET_ALLOW = 0x7fff0000;
    private static final int RET_ERRNO = 0x00050000;
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;
    private static final int CALL_NUMBER = 0;
    private static final int SECOND_ARGUMENT = 24;
    private static final int FUTEX_PRIVATE_FLAG = 128;
    private static final int EPERM = 1;
    private static final int INSTRUCTION_BYTES = 8;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final Map<String, Integer> NUMBERS =
            Map.of("membarrier", ARM ? 283 : 324, "futex_waitv", 449, "futex", ARM ? 98 : 202);

    private final Memory program = new Memory(32 * INSTRUCTION_BYTES);
    private int length;

    private SeccompFilter() {}

    /** Of futex, it refuses the shared kind only: the JVM itself cannot do without the private one. */
    static void refuse(List<String> calls) {
        SeccompFilter filter = new SeccompFilter();
        filter.add(LOAD_WORD, 0, 0, CALL_NUMBER);
        for (String call : calls) {
            boolean futex = call.equals("futex");
            filter.add(JUMP_IF_EQUAL, 0, futex ? 4 : 1, NUMBERS.get(call));
            if (futex) {
                filter.add(LOAD_WORD, 0, 0, SECOND_ARGUMENT);
                filter.add(JUMP_IF_SET, 0, 1, FUTEX_PRIVATE_FLAG);
                filter.add(RETURN, 0, 0, RET_ALLOW);
            }
            filter.add(RETURN, 0, 0, RET_ERRNO | EPERM);
        }
        filter.add(RETURN, 0, 0, RET_ALLOW);
        filter.load();
    }

    private void add(int code, int ifTrue, int ifFalse, int operand) {
        long at = (long) length++ * INSTRUCTION_BYTES;
        program.setShort(at, (short) code);
        program.setByte(at + 2, (byte) ifTrue);
        program.setByte(at + 3, (byte) ifFalse);
        program.setInt(at + 4, operand);
    }

    private void load() {
        Memory header = new Memory(16);
        header.setShort(0, (short) length);
        header.setPointer(8, program);
        control(PR_SET_NO_NEW_PRIVS, 1, Pointer.NULL);
        control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header);
    }

    private static void control(int option, long argument, Pointer pointer) {
        int answer = NativeLibrary.getProcess()
                .getFunction("prctl")
                .invokeInt(new Object[] {option, argument, pointer, Pointer.NULL, Pointer.NULL});
        if (answer != 0) {
            throw new IllegalStateException("prctl " + option + " is refused");
        }
    }
}
