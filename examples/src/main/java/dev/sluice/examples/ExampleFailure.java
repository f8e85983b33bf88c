package dev.sluice.examples;

/** The end of a command that is nobody's bug: its message is one line for the user, the exit code is 1. */
public class ExampleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure that has no other exception behind it. */
    public ExampleFailure(String message) {
        super(message);
    }

    /** A failure and the exception behind it, whose message is worked into {@code message} where it helps. */
    public ExampleFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
