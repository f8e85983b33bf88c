package dev.sluice.stress.bench;

import java.util.List;

/** What a peer process does. */
interface Role {
    /** Plays it until it is done or the parent says nothing more. */
    void play(List<String> arguments, Parent parent) throws Exception;
}
