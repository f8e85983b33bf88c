package dev.sluice.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The file format, version 1, in numbers that no refactoring can change together with the constants. */
@NullUnmarked
class LayoutTest {
    private static final Path PICTURE = Path.of("src/main/java/dev/sluice/layout/package-info.java");
    private static final int GROUP_BYTES = 128;

    private record Word(int offset, int bytes, String pictured) {}

    /** Every offset of the header page, by the name of its constant: where it is, how large, and as what it is pictured. */
    private static Map<String, Word> words() {
        Map<String, Word> words = new HashMap<>();
        words.put("MAGIC_OFFSET", new Word(0, 8, "0 magic 8"));
        words.put("VERSION_OFFSET", new Word(8, 4, "8 version 4"));
        words.put("KIND_OFFSET", new Word(12, 4, "12 kind 4"));
        words.put("FILE_BYTES_OFFSET", new Word(16, 8, "16 file bytes 8"));
        words.put("RING_OFFSET_OFFSET", new Word(24, 8, "24 ring offset 8"));
        words.put("RING_BYTES_OFFSET", new Word(32, 8, "32 ring bytes 8"));
        words.put("CAPACITY_OFFSET", new Word(40, 4, "40 capacity 4"));
        words.put("ELEMENT_BYTES_OFFSET", new Word(44, 4, "44 element bytes 4"));
        words.put("OVERFLOW_OFFSET", new Word(48, 4, "48 overflow 4"));
        words.put("WAITING_OFFSET", new Word(52, 4, "52 waiting 4"));
        words.put("SLOTS_OFFSET", new Word(56, 4, "56 slots 4"));
        words.put("SLOT_BYTES_OFFSET", new Word(60, 4, "60 slot bytes 4"));
        words.put("FILE_ID_OFFSET", new Word(64, 16, "64 file id 16"));
        words.put("BOOT_ID_OFFSET", new Word(80, 16, "80 boot id 16"));
        words.put("CREATED_OFFSET", new Word(96, 8, "96 created, ms 8"));
        words.put("CODEC_ID_LENGTH_OFFSET", new Word(104, 4, "104 codec id length 4"));
        words.put("CODEC_ID_OFFSET", new Word(108, 64, "108 codec id 64"));
        words.put("JOINABLE_OFFSET", new Word(172, 4, "172 joinable 4"));
        words.put("PARAMETER_OFFSET", new Word(176, 4, "176 parameter 4"));
        words.put("CHECKSUM_OFFSET", new Word(180, 4, "180 CRC-32 of bytes 0..179 4"));
        words.put("HEAD_OFFSET", new Word(512, 8, "512 index 8"));
        words.put("HEAD_GUARD_OFFSET", new Word(640, 12, "640 owner 4 644 gate 8"));
        words.put("CACHED_TAIL_OFFSET", new Word(656, 8, "656 cached TAIL 8"));
        words.put("TAKES_OFFSET", new Word(664, 8, "664 takes 8"));
        words.put("HEAD_HIGH_WATER_OFFSET", new Word(672, 4, "672 high-water 4"));
        words.put("OWN_HEAD_OFFSET", new Word(680, 8, "680 own HEAD 8"));
        words.put("OWN_TAIL_OFFSET", new Word(928, 8, "928 own TAIL 8"));
        words.put("HEAD_BIAS_OFFSET", new Word(688, 12, "688 bias 8: revoked (33rd bit) . owner 696 last owner 4"));
        words.put("TAIL_BIAS_OFFSET", new Word(936, 12, "936 bias 8: revoked (33rd bit) . owner 944 last owner 4"));
        words.put("UNBIASED_OFFSET", new Word(1288, 4, "1288 unbiased 4"));
        words.put("TAIL_OFFSET", new Word(768, 8, "768 index 8"));
        words.put("TAIL_GUARD_OFFSET", new Word(896, 12, "896 owner 4 900 gate 8"));
        words.put("HIGH_WATER_OFFSET", new Word(908, 4, "908 high-water 4"));
        words.put("CACHED_HEAD_OFFSET", new Word(912, 8, "912 cached HEAD 8"));
        words.put("PUTS_OFFSET", new Word(920, 8, "920 puts 8"));
        words.put("NOT_EMPTY_OFFSET", new Word(1024, 8, "1024 event count 8"));
        words.put("NOT_FULL_OFFSET", new Word(1152, 8, "1152 event count 8"));
        words.put("STATE_OFFSET", new Word(1280, 4, "1280 state 4"));
        words.put("OVERSIZE_OFFSET", new Word(1284, 4, "1284 oversize 4"));
        words.put("EPOCH_OFFSET", new Word(1408, 8, "1408 epoch 8"));
        words.put("WAITS_OFFSET", new Word(1536, 8, "1536 waits 8"));
        words.put("WAKE_UPS_OFFSET", new Word(1544, 8, "1544 wake-ups 8"));
        words.put("REPAIRS_OFFSET", new Word(1552, 8, "1552 repairs 8"));
        words.put("ROSTER_OFFSET", new Word(1664, 4, "1664 roster 4"));
        words.put("SLOTS_USED_OFFSET", new Word(1668, 4, "1668 slots used 4"));
        words.put("CENSUS_OFFSET", new Word(1672, 8, "1672 census 8"));
        words.put("SELECTOR_OFFSET", new Word(1792, 4, "1792 selector 4"));
        words.put("ENTRY_A_OFFSET", new Word(1920, 56, "1920 entry A"));
        words.put("ENTRY_B_OFFSET", new Word(2048, 56, "2048 entry B"));
        words.put("PLAN_OFFSET", new Word(2304, 104, "2304 plan"));
        words.put("STAGE_OFFSET", new Word(2432, 1664, "2432 stage 1664"));
        words.put("ALL_DONE_OFFSET", new Word(2176, 8, "2176 event count 8"));
        return words;
    }

    private static Map<String, Integer> constants(Class<?>... classes) throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Class<?> type : classes) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_OFFSET")) {
                    constants.put(field.getName(), field.getInt(null));
                }
            }
        }
        return constants;
    }

    private static String picture() throws IOException {
        String source = Files.readString(PICTURE);
        Matcher picture = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL).matcher(source);
        assertTrue(picture.find(), "the picture");
        return picture.group(1);
    }

    /** Single spaces, without the lines that the picture is drawn with. */
    private static String plain(String picture) {
        return picture.replaceAll("(?m)^ \\*", " ")
                .replaceAll("[-+|]{2,}|\\|", " ")
                .replaceAll("\\s+", " ");
    }

    /** Every offset of the header page is the number that the format says. */
    @Test
    void offsets() throws IllegalAccessException {
        Map<String, Integer> expected = new TreeMap<>();
        words().forEach((name, word) -> expected.put(name, word.offset()));
        assertEquals(expected, constants(HeaderLayout.class, JournalLayout.class));
    }

    /** The other numbers of the format. */
    @Test
    void numbers() {
        assertEquals(
                "SLUICE\n\u001a",
                new String(
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(HeaderLayout.MAGIC)
                                .array(),
                        StandardCharsets.ISO_8859_1));
        assertEquals(1, HeaderLayout.VERSION);
        assertEquals(1, HeaderLayout.KIND_DEQUE);
        assertEquals(4096, HeaderLayout.HEADER_BYTES);
        assertEquals(64, HeaderLayout.CODEC_ID_MAX_BYTES);
        assertEquals(
                List.of(0, 1, 2),
                List.of(HeaderLayout.STATE_OPEN, HeaderLayout.STATE_SHUT_DOWN, HeaderLayout.STATE_SHUT_DOWN_NOW));
        assertEquals(List.of(0, 4), List.of(HeaderLayout.GUARD_OWNER, HeaderLayout.GUARD_GATE));
        assertEquals(List.of(0, 4), List.of(HeaderLayout.EVENT_SEQUENCE, HeaderLayout.EVENT_WAITERS));

        assertEquals(
                List.of(0, 1, 2, 3),
                List.of(JournalLayout.IDLE, JournalLayout.ENTRY_A, JournalLayout.ENTRY_B, JournalLayout.MARKING));
        assertEquals(
                List.of(0, 8, 16, 24, 32, 40, 48),
                List.of(
                        JournalLayout.DIRECTION,
                        JournalLayout.WRITE,
                        JournalLayout.READ,
                        JournalLayout.RUN,
                        JournalLayout.REMOVED,
                        JournalLayout.TARGET,
                        JournalLayout.TAKES_BEFORE));
        assertEquals(
                List.of(1, 2, 3, 4),
                List.of(JournalLayout.DOWN, JournalLayout.UP, JournalLayout.SHIFT, JournalLayout.REVERSAL));
        assertEquals(8, JournalLayout.MOVED);
        assertEquals(
                List.of(8, 16, 24, 32, 40, 48),
                List.of(
                        JournalLayout.PIECEWISE,
                        JournalLayout.START,
                        JournalLayout.END,
                        JournalLayout.SWAP,
                        JournalLayout.LOW,
                        JournalLayout.HIGH));
        assertEquals(
                List.of(0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96),
                List.of(
                        JournalLayout.HEAD_BEFORE,
                        JournalLayout.TAIL_BEFORE,
                        JournalLayout.HEAD_AFTER,
                        JournalLayout.TAIL_AFTER,
                        JournalLayout.PUTS_AFTER,
                        JournalLayout.TAKES_AFTER,
                        JournalLayout.FROM,
                        JournalLayout.TO,
                        JournalLayout.COUNT,
                        JournalLayout.PLACE,
                        JournalLayout.STAGED,
                        JournalLayout.FIRST_CUT,
                        JournalLayout.SECOND_CUT));
        assertEquals(208, JournalLayout.STAGE_WORDS);
        assertEquals(-1, JournalLayout.RECORDS);
        assertEquals(-1L, JournalLayout.MARKED);

        assertEquals(4096, ParticipantLayout.TABLE_OFFSET);
        assertEquals(1024, ParticipantLayout.SLOTS);
        assertEquals(128, ParticipantLayout.SLOT_BYTES);
        assertEquals(131_072, ParticipantLayout.TABLE_BYTES);
        assertEquals(
                List.of(0, 8, 16, 24, 32),
                List.of(
                        ParticipantLayout.STATUS,
                        ParticipantLayout.ROBUST_NODE,
                        ParticipantLayout.ROBUST_WORD,
                        ParticipantLayout.PID,
                        ParticipantLayout.STARTED));
        assertEquals(List.of(60, 88), List.of(ParticipantLayout.HEAD_BUSY, ParticipantLayout.TAIL_BUSY));
        assertEquals(List.of(0, 8), List.of(HeaderLayout.BIAS_OWNER, HeaderLayout.BIAS_LAST));
        assertEquals(
                List.of(40, 48, 56, 64, 72, 80),
                List.of(
                        ParticipantLayout.TAKEN,
                        ParticipantLayout.PENDING_INDEX,
                        ParticipantLayout.PENDING_END,
                        ParticipantLayout.PENDING_TAKEN,
                        ParticipantLayout.DONE,
                        ParticipantLayout.ABANDONED));
        assertEquals(List.of(0, 1), List.of(ParticipantLayout.ABOUT_HEAD, ParticipantLayout.ABOUT_TAIL));
        assertEquals(1_099_511_627_776L, ParticipantLayout.REPAIR_LOCK);
        assertEquals(11, ParticipantLayout.OWNER_SLOT_BITS);
        assertEquals(0x7FF, ParticipantLayout.OWNER_SLOT_MASK);
        assertEquals(0x1F_FFFF, ParticipantLayout.GENERATION_MASK);
        assertEquals(4096, ParticipantLayout.slotOffset(0));
        assertEquals(4096 + 128 * 1023, ParticipantLayout.slotOffset(1023));
        assertEquals(1_099_511_627_777L, ParticipantLayout.slotLock(0));
        assertEquals(1_099_511_628_800L, ParticipantLayout.slotLock(1023));

        assertEquals(135_168, RecordLayout.RING_OFFSET);
        assertEquals(1_073_741_824L, RecordLayout.MAX_RING_BYTES);
        assertEquals(
                List.of(8, 0, 4, 8, 8, 4, 2),
                List.of(
                        RecordLayout.WORD_BYTES,
                        RecordLayout.LENGTH,
                        RecordLayout.STAMP,
                        RecordLayout.PAYLOAD,
                        RecordLayout.HEADER_BYTES,
                        RecordLayout.FOOTER_BYTES,
                        RecordLayout.MIN_WORDS));
        assertEquals(0x8000_0000, RecordLayout.DOOMED);
    }

    /** The words of lock and barrier are where the format says, in the picture too, and no two overlap. */
    @Test
    void lockAndBarrier() throws IOException {
        assertEquals(512, SynchronizerLayout.VALUE_OFFSET);
        assertEquals(1024, SynchronizerLayout.CHANGED_OFFSET);
        assertEquals(524, SynchronizerLayout.LOCK_DIED_OFFSET);
        assertEquals(528, SynchronizerLayout.LOCK_RECOUNT_OFFSET);
        assertEquals(2304, SynchronizerLayout.CONDITIONS_OFFSET);
        assertEquals(16, SynchronizerLayout.CONDITIONS);
        assertEquals(64, SynchronizerLayout.CONDITION_BYTES);
        assertEquals(2304, SynchronizerLayout.conditionOffset(0));
        assertEquals(2304 + 15 * 64, SynchronizerLayout.conditionOffset(15));
        assertTrue(SynchronizerLayout.conditionOffset(16) <= HeaderLayout.HEADER_BYTES);
        assertEquals(
                List.of(0, 8, 16, 20, 24),
                List.of(
                        SynchronizerLayout.CONDITION_JOINED,
                        SynchronizerLayout.CONDITION_LIMIT,
                        SynchronizerLayout.CONDITION_SIGNALS,
                        SynchronizerLayout.CONDITION_WAITING,
                        SynchronizerLayout.CONDITION_EVENT));
        assertEquals(List.of(40, 48), List.of(SynchronizerLayout.SLOT_ARRIVAL, SynchronizerLayout.SLOT_WAITING));
        assertTrue(SynchronizerLayout.SLOT_WAITING + 16 * 4 <= ParticipantLayout.SLOT_BYTES);
        assertEquals(0x1F_FFFFL, SynchronizerLayout.BARRIER_ARRIVED_MASK);
        assertEquals(0x20_0000L, SynchronizerLayout.BARRIER_BROKEN);
        assertEquals(22, SynchronizerLayout.BARRIER_GENERATION_SHIFT);
        assertEquals(List.of(1L, 2L), List.of(SynchronizerLayout.ARRIVED, SynchronizerLayout.SENT_AWAY));
        String source = plain(Files.readString(PICTURE));
        for (String text : List.of(
                "lock 512 owner 4 516 gate 8 524 died 4 528 recount 4",
                "2304 conditions: 16 of 64 bytes, each: +0 joined 8 +8 limit 8 +16 signals 4 +20 waiting 4 +24 event"
                        + " count 8",
                "in a slot: +48 waiting, 16 of 4 bytes",
                "barrier 512 state 8: generation (high 42) . broken 1 . arrived (low 21) 1024 event count 8",
                "in a slot: +40 arrival 8: generation (high 42) . 0 (20) . sent away 1 . arrived 1")) {
            assertTrue(source.contains(text), () -> text + " is not in: " + source);
        }
    }

    /** The words of semaphore, event and counter are where the format says, in the picture too, and no two overlap. */
    @Test
    void semaphoreEventAndCounter() throws IOException {
        assertEquals(640, SynchronizerLayout.GUARD_OFFSET);
        assertEquals(520, SynchronizerLayout.SEMAPHORE_CHANGES_OFFSET);
        assertEquals(524, SynchronizerLayout.SEMAPHORE_MANY_OFFSET);
        assertEquals(40, SynchronizerLayout.SLOT_HELD);
        assertEquals(4095, SynchronizerLayout.PACKED_COUNT_MASK);
        assertEquals(12, SynchronizerLayout.PACKED_HELD_SHIFT);
        assertEquals(24, SynchronizerLayout.PACKED_SLOT_SHIFT);
        assertEquals(ParticipantLayout.SLOTS - 1, SynchronizerLayout.PACKED_SLOT_MASK);
        assertEquals(34, SynchronizerLayout.PACKED_VERSION_SHIFT);
        assertTrue(SynchronizerLayout.SLOT_HELD >= ParticipantLayout.STARTED + 8);
        String source = plain(Files.readString(PICTURE));
        for (String text : List.of(
                "semaphore 512 value 8, up to 4,095 permits: version (high 30) . slot 10 . held by that 12 . by all (low 12)"
                        + " else: counted changes (high 32) . held by all (low 32) 520 changes 4 640 guard: owner 4, gate 8"
                        + " 524 many 4 1024 event count 8"
                        + " in a slot: +40 held 8: version (high 30) . 0 (10) . held 12 . 0 (12); else held 4",
                "event 512 value 8: times set (high 63) . set 1 1024 event count 8",
                "counter 512 value 8 1024 event count 8")) {
            assertTrue(source.contains(text), () -> text + " is not in: " + source);
        }
    }

    /** A record is its payload and twelve bytes, rounded up to words. */
    @Test
    void recordSizes() {
        for (int length = 0; length < 1000; length++) {
            assertEquals((length + 19) / 8, RecordLayout.words(length), "of " + length);
        }
        assertEquals(2, RecordLayout.words(0));
        assertEquals(2, RecordLayout.words(4));
        assertEquals(3, RecordLayout.words(5));
        assertEquals(268_435_458, RecordLayout.words(Integer.MAX_VALUE));
        assertEquals(4084, RecordLayout.maxLength(4096));
        assertEquals(512, RecordLayout.words(4084));
        assertEquals(1_073_741_812, RecordLayout.maxLength(1 << 30));
        assertEquals(1 << 27, RecordLayout.words(1_073_741_812));
    }

    /** Words that different participants write at the same time are 128 bytes apart. */
    @Test
    void hotGroups() {
        List<List<String>> groups = List.of(
                List.of("HEAD_OFFSET"),
                List.of(
                        "HEAD_GUARD_OFFSET",
                        "CACHED_TAIL_OFFSET",
                        "TAKES_OFFSET",
                        "HEAD_HIGH_WATER_OFFSET",
                        "OWN_HEAD_OFFSET",
                        "HEAD_BIAS_OFFSET"),
                List.of("TAIL_OFFSET"),
                List.of(
                        "TAIL_GUARD_OFFSET",
                        "HIGH_WATER_OFFSET",
                        "CACHED_HEAD_OFFSET",
                        "PUTS_OFFSET",
                        "OWN_TAIL_OFFSET",
                        "TAIL_BIAS_OFFSET"),
                List.of("NOT_EMPTY_OFFSET"),
                List.of("NOT_FULL_OFFSET"),
                List.of("STATE_OFFSET", "OVERSIZE_OFFSET", "UNBIASED_OFFSET"),
                List.of("EPOCH_OFFSET"),
                List.of("WAITS_OFFSET", "WAKE_UPS_OFFSET", "REPAIRS_OFFSET"),
                List.of("ROSTER_OFFSET", "SLOTS_USED_OFFSET", "CENSUS_OFFSET"),
                List.of("SELECTOR_OFFSET"),
                List.of("ENTRY_A_OFFSET"),
                List.of("ENTRY_B_OFFSET"),
                List.of("PLAN_OFFSET"),
                List.of("STAGE_OFFSET"),
                List.of("ALL_DONE_OFFSET"));
        Map<String, Word> words = words();
        Map<Integer, Integer> groupOfLine = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            int number = i;
            assertEquals(0, words.get(groups.get(i).get(0)).offset() % GROUP_BYTES);
            for (String name : groups.get(i)) {
                Word word = words.get(name);
                for (int offset = word.offset(); offset < word.offset() + word.bytes(); offset++) {
                    int other = groupOfLine.computeIfAbsent(offset / GROUP_BYTES, line -> number);
                    assertEquals(number, other, name);
                }
            }
        }
        List<String> grouped = groups.stream().flatMap(List::stream).collect(Collectors.toList());
        List<String> hot = words.entrySet().stream()
                .filter(entry -> entry.getValue().offset() >= 512)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
        assertTrue(grouped.containsAll(hot) && hot.containsAll(grouped), hot::toString);
        assertEquals(0, ParticipantLayout.TABLE_OFFSET % GROUP_BYTES);
        assertEquals(0, ParticipantLayout.SLOT_BYTES % GROUP_BYTES);
        assertEquals(0, RecordLayout.RING_OFFSET % GROUP_BYTES);
    }

    /** No two words overlap, each lies at a multiple of its atomic width, and all are in the header page. */
    @Test
    void noOverlap() {
        List<Word> sorted = new ArrayList<>(words().values());
        sorted.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
        int end = 0;
        for (Word word : sorted) {
            assertTrue(word.offset() >= end, word::toString);
            assertEquals(0, word.offset() % (word.bytes() % 8 == 0 && word.bytes() != 64 ? 8 : 4), word::toString);
            end = word.offset() + word.bytes();
        }
        assertTrue(end <= HeaderLayout.HEADER_BYTES);
    }

    /** The picture shows every word at its offset, with its size. */
    @Test
    void pictureShowsEveryWord() throws IOException {
        String picture = plain(picture());
        for (Map.Entry<String, Word> word : words().entrySet()) {
            Pattern pattern =
                    Pattern.compile("(?<!\\d)" + Pattern.quote(word.getValue().pictured()) + "(?!\\d)");
            assertTrue(pattern.matcher(picture).find(), () -> word + " is not in: " + picture);
        }
        for (String text : List.of(
                "+0 direction 8 +8 write 8 +16 read 8 +24 run 8 +32 removed 8",
                "+40 target 8 +48 takes before 8",
                "of a shift: +8 moved 8",
                "of a reversal: +8 piecewise 8 +16 start 8 +24 end 8 +32 swap 8 +40 low 8 +48 high 8",
                "+0 HEAD before 8 +8 TAIL before 8 +16 HEAD after 8 +24 TAIL after 8",
                "+32 puts after 8 +40 takes after 8 +48 from 8 +56 to 8 +64 count 8",
                "+72 place 8 +80 staged 8 +88 first cut 8 +96 second cut 8",
                "4096 PARTICIPANTS: 1,024 slots of 128 bytes",
                "+0 status 4 (generation . attached 1)",
                "+8 robust list node 8 +16 robust word 4 +24 pid 8 +32 started, ms 8",
                "of joinable deques: +40 taken 8 +48 pending index 8 +56 pending end 4",
                "+64 pending taken 8 +72 done 8 +80 abandoned 8",
                "of those that poll: +60 head busy 4 +88 tail busy 4",
                "135168 RING: a power of two of bytes",
                "+0 length 4 (top bit: doomed) +4 stamp 4 +8 payload")) {
            assertTrue(picture.contains(text), () -> text + " is not in: " + picture);
        }
    }

    /** The picture shows no word that is not there: whatever number stands before a name in it is one of the offsets. */
    @Test
    void pictureShowsNothingElse() throws IOException {
        Map<Integer, Word> byOffset = new HashMap<>();
        words().values().forEach(word -> byOffset.put(word.offset(), word));
        byOffset.put(644, new Word(644, 8, ""));
        byOffset.put(900, new Word(900, 8, ""));
        byOffset.put(696, new Word(696, 4, ""));
        byOffset.put(944, new Word(944, 4, ""));
        Matcher matcher = Pattern.compile("(?<![\\d+.,])(?<!of )(\\d+) [a-zA-Z]")
                .matcher(plain(picture()).replaceAll("\\.\\.\\d+", ""));
        List<Integer> shown = new ArrayList<>();
        while (matcher.find()) {
            shown.add(Integer.parseInt(matcher.group(1)));
        }
        assertFalse(shown.isEmpty());
        // Sizes that stand before the next name are no offsets.
        List<Integer> sizes = Arrays.asList(4, 8, 16, 64);
        List<Integer> others = List.of(4096, 135168);
        for (int number : shown) {
            assertTrue(
                    byOffset.containsKey(number) || sizes.contains(number) || others.contains(number),
                    () -> number + " in the picture is no offset");
        }
    }
}
