import org.jspecify.annotations.NullMarked;

/** The services of the Linux kernel that Sluice needs and the JDK does not offer. The only module that knows JNA. */
@NullMarked
module dev.sluice.os {
    requires com.sun.jna;
    requires static org.jspecify;

    exports dev.sluice.os;
}
