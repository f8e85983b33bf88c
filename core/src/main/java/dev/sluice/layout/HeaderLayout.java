package dev.sluice.layout;

/** Offsets and sizes of the header page; the package documentation has the picture. */
public final class HeaderLayout {
    /** "SLUICE" and two bytes that text tools and truncating copies would damage, read as a little-endian long. */
    public static final long MAGIC = 0x1A0A_4543_4955_4C53L;

    public static final int VERSION = 1;
    /** Kind of a deque; the other members of the format family have others. */
    public static final int KIND_DEQUE = 1;

    public static final int KIND_SEMAPHORE = 2;
    public static final int KIND_LOCK = 3;
    public static final int KIND_EVENT = 4;
    public static final int KIND_COUNTER = 5;
    public static final int KIND_BARRIER = 6;

    public static final int HEADER_BYTES = 4096;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 8;
    public static final int KIND_OFFSET = 12;
    public static final int FILE_BYTES_OFFSET = 16;
    public static final int RING_OFFSET_OFFSET = 24;
    public static final int RING_BYTES_OFFSET = 32;
    public static final int CAPACITY_OFFSET = 40;
    public static final int ELEMENT_BYTES_OFFSET = 44;
    public static final int OVERFLOW_OFFSET = 48;
    public static final int WAITING_OFFSET = 52;
    public static final int SLOTS_OFFSET = 56;
    public static final int SLOT_BYTES_OFFSET = 60;
    public static final int FILE_ID_OFFSET = 64;
    public static final int BOOT_ID_OFFSET = 80;
    public static final int CREATED_OFFSET = 96;
    public static final int CODEC_ID_LENGTH_OFFSET = 104;
    public static final int CODEC_ID_OFFSET = 108;
    public static final int CODEC_ID_MAX_BYTES = 64;
    public static final int JOINABLE_OFFSET = 172;

    /** Of the other kinds: a semaphore's permits, a barrier's parties. */
    public static final int PARAMETER_OFFSET = 176;

    public static final int CHECKSUM_OFFSET = 180;

    public static final int HEAD_OFFSET = 512;

    public static final int HEAD_GUARD_OFFSET = 640;
    public static final int CACHED_TAIL_OFFSET = 656;
    public static final int TAKES_OFFSET = 664;
    public static final int HEAD_HIGH_WATER_OFFSET = 672;
    public static final int OWN_HEAD_OFFSET = 680;
    public static final int HEAD_BIAS_OFFSET = 688;

    public static final int TAIL_OFFSET = 768;

    public static final int TAIL_GUARD_OFFSET = 896;
    public static final int HIGH_WATER_OFFSET = 908;
    public static final int CACHED_HEAD_OFFSET = 912;
    public static final int PUTS_OFFSET = 920;
    public static final int OWN_TAIL_OFFSET = 928;
    public static final int TAIL_BIAS_OFFSET = 936;

    public static final int NOT_EMPTY_OFFSET = 1024;
    public static final int NOT_FULL_OFFSET = 1152;

    public static final int STATE_OFFSET = 1280;
    public static final int OVERSIZE_OFFSET = 1284;
    public static final int UNBIASED_OFFSET = 1288;

    public static final int EPOCH_OFFSET = 1408;

    public static final int WAITS_OFFSET = 1536;
    public static final int WAKE_UPS_OFFSET = 1544;
    public static final int REPAIRS_OFFSET = 1552;

    public static final int ROSTER_OFFSET = 1664;
    public static final int SLOTS_USED_OFFSET = 1668;
    public static final int CENSUS_OFFSET = 1672;

    public static final int ALL_DONE_OFFSET = 2176;

    public static final int STATE_OPEN = 0;
    public static final int STATE_SHUT_DOWN = 1;
    public static final int STATE_SHUT_DOWN_NOW = 2;

    /** A guard: its owner's word, then the event count of those who wait for it. */
    public static final int GUARD_OWNER = 0;

    public static final int GUARD_GATE = 4;

    /** A bias: who has it, and whether it is being taken away; then who had the guard's word last. */
    public static final int BIAS_OWNER = 0;

    public static final int BIAS_LAST = 8;

    /** An event count: the sequence that sleepers sleep on, then the flag that says that there may be some. */
    public static final int EVENT_SEQUENCE = 0;

    public static final int EVENT_WAITERS = 4;

    private HeaderLayout() {}
}
