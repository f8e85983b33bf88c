package dev.sluice.examples.ngrams;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the words of one partition: the map step, the same in a worker process and without one.
 *
 * <p>A line is {@code word TAB year TAB match_count TAB volume_count}, ended by LF or CR LF. Its word has appeared
 * {@code match_count} times. The other two must be numbers, and are not used. Everything else is malformed, the empty
 * line too: such a line counts for nothing but itself.
 */
final class NgramCounter {
    /** The longest line, without its end, that is not malformed. Google's longest are a few hundred bytes. */
    static final int MAX_LINE_BYTES = 32 * 1024;

    private static final long NOT_A_NUMBER = -1;
    private static final long TOO_LARGE = -2;

    private final Partition partition;
    private final byte[] text;
    private final Counts counts = new Counts();
    private final List<MalformedLine> firstMalformed = new ArrayList<>();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // which reports what it cannot decode

    // The input has the years of a word next to each other: a word is made and looked up once for all of them.
    private @Nullable Word word;
    private long wordCount;

    private NgramCounter(Partition partition) {
        this.partition = partition;
        this.text = partition.text();
    }

    /** What a partition holds. */
    record Result(LineSummary lines, Counts counts) {}

    /** Counts a partition. */
    static Result count(Partition partition) {
        return new NgramCounter(partition).count();
    }

    private Result count() {
        long lines = 0;
        long malformed = 0;
        for (int from = 0; from < text.length; lines++) {
            int end = indexOf('\n', from, text.length);
            if (end < 0) {
                end = text.length;
            }
            int to = end > from && text[end - 1] == '\r' ? end - 1 : end;
            Problem problem = countLine(from, to);
            if (problem != null) {
                malformed++;
                if (firstMalformed.size() < LineSummary.FIRST) {
                    firstMalformed.add(new MalformedLine(partition.input(), partition.firstLine() + lines, problem));
                }
            }
            from = end + 1;
        }
        endWord();
        return new Result(new LineSummary(lines, malformed, firstMalformed), counts);
    }

    private @Nullable Problem countLine(int from, int to) {
        if (to - from > MAX_LINE_BYTES) {
            return Problem.TOO_LONG;
        }
        int wordEnd = indexOf('\t', from, to);
        int yearEnd = wordEnd < 0 ? -1 : indexOf('\t', wordEnd + 1, to);
        int matchesEnd = yearEnd < 0 ? -1 : indexOf('\t', yearEnd + 1, to);
        if (matchesEnd < 0 || indexOf('\t', matchesEnd + 1, to) >= 0) {
            return Problem.FIELDS;
        }
        if (wordEnd == from) {
            return Problem.WORD;
        }
        if (number(wordEnd + 1, yearEnd) < 0 || yearEnd - wordEnd - 1 > 4) {
            return Problem.YEAR;
        }
        long matches = number(yearEnd + 1, matchesEnd);
        if (matches < 0) {
            return matches == TOO_LARGE ? Problem.MATCH_COUNT_SIZE : Problem.MATCH_COUNT;
        }
        long volumes = number(matchesEnd + 1, to);
        if (volumes < 0) {
            return volumes == TOO_LARGE ? Problem.VOLUME_COUNT_SIZE : Problem.VOLUME_COUNT;
        }
        if (!startWord(from, wordEnd)) {
            return Problem.ENCODING;
        }
        wordCount = Counts.sum(wordCount, matches);
        return null;
    }

    /** Makes {@code text[from, to)} the current word; returns false if it is not UTF-8. */
    private boolean startWord(int from, int to) {
        if (word == null || !word.is(text, from, to)) {
            if (!isUtf8(from, to)) {
                return false;
            }
            endWord();
            word = Word.of(text, from, to);
            wordCount = 0;
        }
        return true;
    }

    private void endWord() {
        if (word != null) {
            counts.add(word, wordCount);
        }
    }

    private boolean isUtf8(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 0) {
                return decodes(ByteBuffer.wrap(text, from, to - from));
            }
        }
        return true;
    }

    private boolean decodes(ByteBuffer bytes) {
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        return !utf8.reset().decode(bytes, characters, true).isError();
    }

    /** The decimal number in {@code text[from, to)}, {@link #NOT_A_NUMBER} or {@link #TOO_LARGE}. */
    private long number(int from, int to) {
        if (from == to) {
            return NOT_A_NUMBER;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            if (number >= 0) {
                number = number > (Long.MAX_VALUE - digit) / 10 ? TOO_LARGE : number * 10 + digit;
            }
        }
        return number;
    }

    private int indexOf(char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
