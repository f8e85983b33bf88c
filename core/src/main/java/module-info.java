/**
 * Sluice: a {@link java.util.concurrent.BlockingDeque} in a memory-mapped file, shared by the threads of many processes.
 */
@org.jspecify.annotations.NullMarked
module dev.sluice {
    requires transitive org.agrona;
    requires dev.sluice.os;
    requires static org.jspecify;

    exports dev.sluice;
}
