package dev.sluice.layout;

/** The shape of a record in the ring. */
public final class RecordLayout {
    public static final int RING_OFFSET = ParticipantLayout.TABLE_OFFSET + ParticipantLayout.TABLE_BYTES;
    public static final long MAX_RING_BYTES = 1L << 30;
    public static final int WORD_BYTES = 8;

    public static final int LENGTH = 0;
    public static final int STAMP = 4;
    public static final int PAYLOAD = 8;
    public static final int HEADER_BYTES = 8;
    /** The complement of the length: zeros, which never-written memory holds, are no record. */
    public static final int FOOTER_BYTES = 4;

    /** In the length word of a header: this record goes with the compaction that the journal announces. */
    public static final int DOOMED = 0x8000_0000;

    public static final int MIN_WORDS = 2;

    private RecordLayout() {}

    /** Words of a record with a payload of that many bytes. */
    public static int words(int length) {
        return (int) (((long) length + HEADER_BYTES + FOOTER_BYTES + (WORD_BYTES - 1)) >>> 3);
    }

    /** The largest payload whose record fits into that many bytes. */
    public static int maxLength(long bytes) {
        return (int) (bytes - HEADER_BYTES - FOOTER_BYTES);
    }
}
