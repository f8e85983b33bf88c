package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.JournalLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.layout.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P4: whatever bytes are in the file, there is a correct result or a typed exception; no crash of the JVM, no hang, no
 * allocation out of proportion, and no wrong answer that nobody is told of. In JVMs of their own, as a crash would take this
 * one along.
 */
@Tag("once")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBytesTest {
    private static final int JVMS = 2;
    private static final int MAX_FAILURES = 3;

    private static final String HEADER = HeaderLayout.HEAD_OFFSET + "-2560";
    private static final String SLOTS = "4096-" + (ParticipantLayout.TABLE_OFFSET + 3 * ParticipantLayout.SLOT_BYTES);
    private static final String RING = RecordLayout.RING_OFFSET + "-" + (RecordLayout.RING_OFFSET + 4096);

    @RegisterExtension
    final Stage stage = new Stage();

    private static String inRing(int from, int to) {
        return (RecordLayout.RING_OFFSET + from) + "-" + (RecordLayout.RING_OFFSET + to);
    }

    /** Of a deque whose ring has been gone around, every single bit of header, slots and some records. */
    @Test
    void everyBitOfAWrappedDeque() throws Exception {
        HostileScript.makeWrapped(stage.file());
        long head = Bytes.getLong(stage.file(), HeaderLayout.HEAD_OFFSET);
        int first = (int) (head & 511) * 8;
        play("flip", HEADER, SLOTS, inRing(first, first + 4), "payload:" + inRing(first + 4, first + 160));
    }

    /** Of a deque most of whose ring has never been written, every single bit of header and records. */
    @Test
    void everyBitOfAFreshDeque() throws Exception {
        HostileScript.makeFresh(stage.file());
        play("flip", HEADER, "payload:" + inRing(0, 128));
    }

    /** Of a deque whose user died in the middle of a compaction, every single bit that the repair looks at. */
    @Test
    void everyBitOfAHalfDoneCompaction() throws Exception {
        HostileScript.makeWrapped(stage.file());
        makeHalfDone(stage.file());
        long head = Bytes.getLong(stage.file(), HeaderLayout.HEAD_OFFSET);
        int first = (int) (head & 511) * 8;
        play(
                "flip",
                HeaderLayout.HEAD_OFFSET + "-" + HeaderLayout.NOT_EMPTY_OFFSET,
                HeaderLayout.EPOCH_OFFSET + "-" + (HeaderLayout.EPOCH_OFFSET + 8),
                // Repaired a little later or, if nothing is selected any more, not done at all: both are right.
                "payload:" + HeaderLayout.ROSTER_OFFSET + "-" + (HeaderLayout.ROSTER_OFFSET + 8),
                "payload:" + JournalLayout.SELECTOR_OFFSET + "-" + (JournalLayout.SELECTOR_OFFSET + 4),
                JournalLayout.ENTRY_A_OFFSET + "-" + (JournalLayout.ENTRY_A_OFFSET + 56),
                ParticipantLayout.slotOffset(0) + "-" + (ParticipantLayout.slotOffset(0) + 40),
                "payload:" + inRing(first, first + 128));
    }

    /** Of a deque whose user died in the middle of a rotation or a reversal, every single bit that the repair looks at. */
    @ParameterizedTest
    @ValueSource(ints = {JournalLayout.SHIFT, JournalLayout.REVERSAL})
    void everyBitOfAHalfDoneReordering(int kind) throws Exception {
        HostileScript.makeWrapped(stage.file());
        makeHalfReordered(stage.file(), kind);
        play(
                "flip",
                HeaderLayout.HEAD_OFFSET + "-" + (HeaderLayout.HEAD_OFFSET + 8),
                HeaderLayout.TAIL_OFFSET + "-" + (HeaderLayout.TAIL_OFFSET + 8),
                // The order and the elements that come out are those that the damaged plan says; or it is not a plan at
                // all.
                "payload:" + JournalLayout.SELECTOR_OFFSET + "-" + (JournalLayout.SELECTOR_OFFSET + 4),
                "payload:" + JournalLayout.ENTRY_A_OFFSET + "-" + (JournalLayout.ENTRY_A_OFFSET + 56),
                "payload:" + JournalLayout.PLAN_OFFSET + "-" + (JournalLayout.PLAN_OFFSET + 104));
    }

    /** As a participant leaves it that is about to rotate by one, or to reverse, and dies. */
    private static void makeHalfReordered(Path file, int kind) throws IOException {
        long head = Bytes.getLong(file, HeaderLayout.HEAD_OFFSET);
        long tail = Bytes.getLong(file, HeaderLayout.TAIL_OFFSET);
        int used = (int) tail - (int) head;
        int last = (19 + ~(int) (word(file, (int) tail - 1) >>> 32)) / 8;
        int plan = JournalLayout.PLAN_OFFSET;
        boolean rotation = kind == JournalLayout.SHIFT;
        long step = rotation ? (1L << 32) + last : 0;
        Bytes.setLong(file, plan + JournalLayout.HEAD_BEFORE, head);
        Bytes.setLong(file, plan + JournalLayout.TAIL_BEFORE, tail);
        Bytes.setLong(file, plan + JournalLayout.HEAD_AFTER, head - step);
        Bytes.setLong(file, plan + JournalLayout.TAIL_AFTER, tail - step);
        Bytes.setLong(file, plan + JournalLayout.PUTS_AFTER, Bytes.getLong(file, HeaderLayout.PUTS_OFFSET));
        Bytes.setLong(file, plan + JournalLayout.TAKES_AFTER, Bytes.getLong(file, HeaderLayout.TAKES_OFFSET));
        Bytes.setLong(file, plan + JournalLayout.FROM, rotation ? (int) tail - last : (int) head);
        Bytes.setLong(file, plan + JournalLayout.TO, rotation ? (int) tail - last + 512 - used : (int) head);
        Bytes.setLong(file, plan + JournalLayout.COUNT, rotation ? last : used);
        Bytes.setLong(file, plan + JournalLayout.FIRST_CUT, rotation ? 0 : JournalLayout.RECORDS);
        int entry = JournalLayout.ENTRY_A_OFFSET;
        Bytes.setLong(file, entry + JournalLayout.DIRECTION, kind);
        if (!rotation) {
            Bytes.setLong(file, entry + JournalLayout.END, used);
            Bytes.setLong(file, entry + JournalLayout.LOW, word(file, (int) head));
            Bytes.setLong(file, entry + JournalLayout.HIGH, word(file, (int) tail - 1));
        }
        makeDeadHolder(file);
    }

    private static long word(Path file, int position) throws IOException {
        return Bytes.getLong(file, RecordLayout.RING_OFFSET + (position & 511) * 8);
    }

    /** As a participant leaves it that holds both guards, and dies with the entry A selected. */
    private static void makeDeadHolder(Path file) throws IOException {
        int owner = (1 << ParticipantLayout.OWNER_SLOT_BITS) | 1;
        Bytes.setInt(file, ParticipantLayout.slotOffset(0) + ParticipantLayout.STATUS, (1 << 1) | 1);
        Bytes.setInt(file, HeaderLayout.SLOTS_USED_OFFSET, 1);
        Bytes.setInt(file, HeaderLayout.HEAD_GUARD_OFFSET, owner);
        Bytes.setInt(file, HeaderLayout.TAIL_GUARD_OFFSET, owner);
        Bytes.setInt(file, JournalLayout.SELECTOR_OFFSET, JournalLayout.ENTRY_A);
    }

    /** As a participant leaves it that holds both guards and has decided to remove the first element, and dies. */
    private static void makeHalfDone(Path file) throws IOException {
        int head = (int) Bytes.getLong(file, HeaderLayout.HEAD_OFFSET);
        int entry = JournalLayout.ENTRY_A_OFFSET;
        Bytes.setLong(file, entry + JournalLayout.DIRECTION, JournalLayout.DOWN);
        Bytes.setLong(file, entry + JournalLayout.WRITE, head);
        Bytes.setLong(file, entry + JournalLayout.READ, head);
        Bytes.setLong(file, entry + JournalLayout.RUN, 0);
        Bytes.setLong(file, entry + JournalLayout.REMOVED, 0);
        Bytes.setLong(file, entry + JournalLayout.TARGET, head);
        Bytes.setLong(file, entry + JournalLayout.TAKES_BEFORE, Bytes.getLong(file, HeaderLayout.TAKES_OFFSET));
        makeDeadHolder(file);
    }

    /** Of a deque, any bytes anywhere but in the identity. */
    @Test
    void randomBytes() throws Exception {
        HostileScript.makeWrapped(stage.file());
        long seed = ThreadLocalRandom.current().nextInt(1_000_000_000);
        play("random", Long.toString(seed), "4000", HEADER, HEADER, SLOTS, RING);
    }

    /** Of a deque that is in use just then, any bytes anywhere but in the identity. */
    @Test
    void randomBytesWhileOpen() throws Exception {
        HostileScript.makeWrapped(stage.file());
        long seed = ThreadLocalRandom.current().nextInt(1_000_000_000);
        play("live", Long.toString(seed), "2000", HEADER, HEADER, SLOTS, RING);
    }

    /** Has every case played, in several JVMs at once, and collects what is wrong. A JVM that ends early is started again. */
    private void play(String kind, String... arguments) throws Exception {
        List<Background<List<String>>> players = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            int first = i;
            players.add(stage.run(() -> playFrom(first, kind, arguments)));
        }
        List<String> wrong = new ArrayList<>();
        for (Background<List<String>> player : players) {
            wrong.addAll(player.get(110));
        }
        assertEquals(
                List.of(),
                wrong,
                () -> kind + " " + String.join(" ", arguments) + ":\n" + String.join("\n", wrong) + "\n");
    }

    private List<String> playFrom(int first, String kind, String... arguments) throws Exception {
        List<String> wrong = new ArrayList<>();
        int next = first;
        while (true) {
            List<String> all = new ArrayList<>(
                    List.of(stage.directory().toString(), stage.file().toString(), kind, "" + next, "" + JVMS));
            all.addAll(List.of(arguments));
            ChildJvm child = stage.start(
                    ChildJvm.of(HostileMain.class, all.toArray()).options("-Xmx64m", "-XX:-CreateCoredumpOnCrash"));
            String line = child.lineOrEnd();
            for (; !ChildJvm.isEnd(line) && !line.equals("done"); line = child.lineOrEnd()) {
                if (line.startsWith("at ")) {
                    next = Integer.parseInt(line.substring("at ".length()));
                } else {
                    wrong.add(line);
                }
            }
            if (line.equals("done") || wrong.size() >= MAX_FAILURES) {
                return wrong;
            }
            int exit = child.exitCode();
            if (exit != HostileMain.HANGS) {
                wrong.add("case " + next + " ended the JVM with " + exit + child.errorsForMessage());
            }
            next += JVMS;
        }
    }
}
