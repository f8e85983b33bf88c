package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.fail;

import org.jspecify.annotations.Nullable;

/** Assertions on sentences for people. */
final class Texts {
    private Texts() {}

    static void assertMentions(String expected, @Nullable String sentence) {
        if (sentence == null || !sentence.contains(expected)) {
            fail("does not mention \"" + expected + "\": " + sentence);
        }
    }
}
