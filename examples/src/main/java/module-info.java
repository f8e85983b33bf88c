/** Programs that use Sluice as anybody would: through its public API only. */
@org.jspecify.annotations.NullMarked
module dev.sluice.examples {
    requires dev.sluice;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    // picocli creates the commands and fills their fields in by reflection.
    opens dev.sluice.examples to
            info.picocli;
    opens dev.sluice.examples.ngrams to
            info.picocli;
}
