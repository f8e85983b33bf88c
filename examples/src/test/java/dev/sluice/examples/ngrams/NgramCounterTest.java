package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NgramCounterTest {
    private static final String LONGEST_WORD = "w".repeat(NgramCounter.MAX_LINE_BYTES - "\t1990\t7\t1".length());

    /** The match counts of a word add up over its lines, adjacent or not. */
    @Test
    void sumsMatchCounts() {
        NgramCounter.Result result =
                count("a\t1990\t1\t9\na\t1991\t2\t9\nb\t1990\t40\t9\na\t1992\t4\t9\nÆrø\t2000\t5\t1\n");
        assertEquals(7, result.counts().of(Word.of("a")));
        assertEquals(40, result.counts().of(Word.of("b")));
        assertEquals(5, result.counts().of(Word.of("Ærø")));
        assertEquals(0, result.counts().of(Word.of("A")));
        assertEquals(3, result.counts().words());
        assertEquals(new LineSummary(5, 0, List.of()), result.lines());
    }

    /** Any characters but tab and line end make a word. */
    @ParameterizedTest
    @MethodSource
    void acceptsWord(String word) {
        assertEquals(3, count(word + "\t1990\t3\t1\n").counts().of(Word.of(word)));
    }

    static Stream<String> acceptsWord() {
        return Stream.of(
                "run_VERB", "\"", "3.14", " ", "two words", "日本語", "\ud83d\ude00", "\u0000", "a\rb", LONGEST_WORD);
    }

    /** Lines may end in LF, in CR LF, and the last one in nothing. */
    @Test
    void acceptsLineEnds() {
        NgramCounter.Result result = count("a\t1990\t1\t1\r\na\t1990\t2\t1\na\t1990\t4\t1");
        assertEquals(new LineSummary(3, 0, List.of()), result.lines());
        assertEquals(7, result.counts().of(Word.of("a")));
        assertEquals(4, count("a\t1990\t4\t1\r").counts().of(Word.of("a")));
    }

    /** The extremes of the numbers are accepted. */
    @Test
    void acceptsExtremes() {
        assertEquals(
                Long.MAX_VALUE,
                count("a\t1\t" + Long.MAX_VALUE + "\t0\n").counts().of(Word.of("a")));
        assertEquals(0, count("a\t9999\t0\t" + Long.MAX_VALUE + "\n").lines().malformed());
        assertEquals(
                7, count("a\t0001\t0000000000000000000000007\t1\n").counts().of(Word.of("a")));
    }

    /** Each malformed line is told by what is wrong with it, and counts for nothing. */
    @ParameterizedTest
    @MethodSource
    void reportsMalformed(String line, Problem problem) {
        NgramCounter.Result result = count("a\t1990\t1\t1\n" + line + "\na\t1990\t2\t1\n");
        assertEquals(new LineSummary(3, 1, List.of(new MalformedLine(0, 2, problem))), result.lines());
        assertEquals(3, result.counts().of(Word.of("a")));
        assertEquals(1, result.counts().words());
    }

    static Stream<Arguments> reportsMalformed() {
        return Stream.of(
                Arguments.of("", Problem.FIELDS),
                Arguments.of("\r", Problem.FIELDS),
                Arguments.of("a", Problem.FIELDS),
                Arguments.of("a\t1990\t1", Problem.FIELDS),
                Arguments.of("a\t1990\t1\t1\t", Problem.FIELDS),
                Arguments.of("a\t1990\t1\t1\t1", Problem.FIELDS),
                Arguments.of("a 1990 1 1", Problem.FIELDS),
                Arguments.of("\t1990\t1\t1", Problem.WORD),
                Arguments.of("b\t\t1\t1", Problem.YEAR),
                Arguments.of("b\t19x0\t1\t1", Problem.YEAR),
                Arguments.of("b\t-1\t1\t1", Problem.YEAR),
                Arguments.of("b\t19900\t1\t1", Problem.YEAR),
                Arguments.of("b\t1990\t\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t-5\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t+5\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t1e3\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t٣\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t9223372036854775808\t1", Problem.MATCH_COUNT_SIZE),
                Arguments.of("b\t1990\t99999999999999999999999999\t1", Problem.MATCH_COUNT_SIZE),
                Arguments.of("b\t1990\t99999999999999999999999999x\t1", Problem.MATCH_COUNT),
                Arguments.of("b\t1990\t1\t", Problem.VOLUME_COUNT),
                Arguments.of("b\t1990\t1\t ", Problem.VOLUME_COUNT),
                Arguments.of("b\t1990\t1\t18446744073709551617", Problem.VOLUME_COUNT_SIZE),
                Arguments.of(LONGEST_WORD + "w\t1990\t7\t1", Problem.TOO_LONG));
    }

    /** Words that are not UTF-8 are malformed: stray, cut off, overlong and surrogate bytes. */
    @ParameterizedTest
    @MethodSource
    void reportsBadUtf8(byte[] word) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(TestInputs.utf8("a\t1990\t1\t1\n"));
        text.writeBytes(word);
        text.writeBytes(TestInputs.utf8("\t1990\t1\t1\na\t1990\t2\t1\n"));
        NgramCounter.Result result = NgramCounter.count(new Partition(0, 0, 1, 3, text.toByteArray()));
        assertEquals(new LineSummary(3, 1, List.of(new MalformedLine(0, 2, Problem.ENCODING))), result.lines());
        assertEquals(1, result.counts().words());
        assertEquals(3, result.counts().of(Word.of("a")));
    }

    static Stream<byte[]> reportsBadUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xff},
                new byte[] {'a', (byte) 0x80},
                new byte[] {'a', (byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0xaf},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe9});
    }

    /** A malformed line is numbered as in its input, and only the first ones are told. */
    @Test
    void numbersMalformedLines() {
        String text = "x\n".repeat(LineSummary.FIRST + 5);
        LineSummary lines = NgramCounter.count(new Partition(3, 2, 1001, LineSummary.FIRST + 5, TestInputs.utf8(text)))
                .lines();
        assertEquals(LineSummary.FIRST + 5, lines.malformed());
        assertEquals(LineSummary.FIRST, lines.first().size());
        assertEquals(new MalformedLine(2, 1001, Problem.FIELDS), lines.first().get(0));
        assertEquals(new MalformedLine(2, 1010, Problem.FIELDS), lines.first().get(9));
    }

    /** A sum that exceeds a long is marked, and stays so. */
    @Test
    void marksOverflow() {
        String half = "a\t1990\t" + (Long.MAX_VALUE / 2 + 1) + "\t1\n";
        Counts counts = count(half + half + "b\t1990\t1\t1\n" + half).counts();
        assertEquals(Counts.OVERFLOW, counts.of(Word.of("a")));
        assertEquals(List.of(Word.of("a")), counts.overflowed());
    }

    private static NgramCounter.Result count(String text) {
        return NgramCounter.count(TestInputs.partition(0, text));
    }
}
