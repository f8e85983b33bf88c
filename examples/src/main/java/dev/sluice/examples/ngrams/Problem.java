package dev.sluice.examples.ngrams;

/** What can be wrong with a line. */
enum Problem {
    TOO_LONG(1, "longer than " + NgramCounter.MAX_LINE_BYTES + " bytes"),
    FIELDS(2, "not four fields separated by tabs"),
    WORD(3, "the word is empty"),
    ENCODING(4, "the word is not UTF-8"),
    YEAR(5, "the year is not a number of one to four digits"),
    MATCH_COUNT(6, "the match count is not a number"),
    MATCH_COUNT_SIZE(7, "the match count is over " + Long.MAX_VALUE),
    VOLUME_COUNT(8, "the volume count is not a number"),
    VOLUME_COUNT_SIZE(9, "the volume count is over " + Long.MAX_VALUE);

    private final byte code;
    private final String text;

    Problem(int code, String text) {
        this.code = (byte) code;
        this.text = text;
    }

    /** The problem with a code. */
    static Problem of(byte code) {
        for (Problem problem : values()) {
            if (problem.code == code) {
                return problem;
            }
        }
        throw new IllegalArgumentException("no problem has the code " + code);
    }

    /** What stands for it in a message. */
    byte code() {
        return code;
    }

    @Override
    public String toString() {
        return text;
    }
}
