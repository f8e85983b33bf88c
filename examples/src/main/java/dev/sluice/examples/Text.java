package dev.sluice.examples;

/** Text for people. */
public final class Text {
    private Text() {}

    /** The text with control characters as {@code \u001b}: words and file names must not talk to the terminal. */
    public static String printable(String text) {
        if (text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.append((char) c);
            }
        });
        return printable.toString();
    }

    /** {@code 1 line}, {@code 2 lines}. */
    public static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}
