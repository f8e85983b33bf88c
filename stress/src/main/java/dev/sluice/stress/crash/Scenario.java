package dev.sluice.stress.crash;

import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Identity;
import dev.sluice.ring.Index;
import dev.sluice.ring.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * A deque before the operation that dies.
 *
 * @param joinable whether tasks are counted; the victim has some in hand then
 * @param waiting KERNEL, with a full fence at each release of a guard, or a polling mode, without
 * @param elements as many distinct elements, of different sizes
 * @param large whether they are so large that bytes, not elements, are what is scarce
 * @param startWord where the first of them begins, counted in words from the end of the ring: 0 means nothing wraps
 */
record Scenario(
        String name,
        Overflow overflow,
        Waiting waiting,
        boolean joinable,
        int capacity,
        int elements,
        boolean large,
        int startWord) {
    /** What the victim has in hand in a joinable scenario. */
    static final int IN_HAND = 2;

    /** What those had in hand who had the victim's slot before. */
    static final int ABANDONED = 1;

    private static final int ELEMENT_BYTES = 40;

    private static final int ENOUGH_FOR_A_BIAS = 40;

    /** Empty, one, some, full, wrapped: each with room to wrap in the header, the payload and the footer. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Overflow overflow : Overflow.values()) {
            addAll(all, overflow, Waiting.KERNEL);
            addAll(all, overflow, Waiting.SPIN);
            addJoinable(all, overflow);
        }
        return all;
    }

    /** Only some: what a take counts has nothing to do with where the elements are. */
    private static void addJoinable(List<Scenario> all, Overflow overflow) {
        for (Waiting waiting : List.of(Waiting.KERNEL, Waiting.SPIN)) {
            all.add(new Scenario("joinable, empty", overflow, waiting, true, 4, 0, false, 0));
            all.add(new Scenario("joinable, one", overflow, waiting, true, 4, 1, false, 0));
            all.add(new Scenario("joinable, full", overflow, waiting, true, 4, 4, false, 0));
            all.add(new Scenario("joinable, wrapped", overflow, waiting, true, 4, 3, false, 7));
        }
    }

    private static void addAll(List<Scenario> all, Overflow overflow, Waiting waiting) {
        all.add(new Scenario("empty", overflow, waiting, false, 4, 0, false, 0));
        all.add(new Scenario("one", overflow, waiting, false, 4, 1, false, 0));
        all.add(new Scenario("some", overflow, waiting, false, 4, 3, false, 0));
        all.add(new Scenario("full", overflow, waiting, false, 4, 4, false, 0));
        all.add(new Scenario("full of bytes", overflow, waiting, false, 64, 3, true, 0));
        for (int words = 1; words <= 12; words++) {
            all.add(new Scenario("wrapped by " + words, overflow, waiting, false, 4, words % 5, false, words));
        }
    }

    /** Whether it is one of the few that also the operations with the most stores are visited in. */
    boolean isTypical() {
        return name.equals("some") || name.equals("wrapped by 8");
    }

    /** Whether the victim has both guards by their bias: of the polling modes, one of the two ways. */
    boolean isBiased() {
        return waiting == Waiting.SPIN && overflow == Overflow.REJECT;
    }

    /** Lets a handle have had both guards so often that it has their bias, if it is such a scenario; nothing else changes. */
    void accustom(DequeEngine handle) {
        if (isBiased()) {
            for (int i = 0; i < ENOUGH_FOR_A_BIAS; i++) {
                handle.peek(End.FIRST, new Payload());
                handle.peek(End.LAST, new Payload());
            }
        }
    }

    Identity identity() {
        return Identity.of(capacity, ELEMENT_BYTES, overflow, waiting, joinable, "bytes");
    }

    /** The region with the elements in it, put by the survivor. */
    HeapRegion prepare() {
        Identity identity = identity();
        HeapRegion region = new HeapRegion(identity.fileBytes());
        // As if elements had gone through before: sequences and positions that are about to overflow.
        long start = Index.of(-2, -startWord);
        region.setLong(HeaderLayout.HEAD_OFFSET, start);
        region.setLong(HeaderLayout.TAIL_OFFSET, start);
        region.setLong(HeaderLayout.OWN_HEAD_OFFSET, start);
        region.setLong(HeaderLayout.OWN_TAIL_OFFSET, start);
        region.setLong(HeaderLayout.CACHED_HEAD_OFFSET, start);
        region.setLong(HeaderLayout.CACHED_TAIL_OFFSET, start);
        Handles.enter(region);
        if (joinable) {
            int victim = ParticipantLayout.slotOffset(Handles.VICTIM);
            region.setLong(victim + ParticipantLayout.TAKEN, ABANDONED + 7 + IN_HAND);
            region.setLong(victim + ParticipantLayout.PENDING_TAKEN, ABANDONED + 7 + IN_HAND);
            region.setLong(victim + ParticipantLayout.PENDING_INDEX, start); // what it took last was before the first
            region.setLong(victim + ParticipantLayout.DONE, 7);
            region.setLong(victim + ParticipantLayout.ABANDONED, ABANDONED);
        }
        DequeEngine survivor = Handles.survivor(region, identity);
        for (int i = 0; i < elements; i++) {
            if (!survivor.offer(End.LAST, Operation.payload(element(i)))) {
                throw new IllegalStateException("the scenario does not fit: " + this);
            }
            if (i == elements / 2) {
                survivor.peek(End.FIRST, new Payload()); // leaves a cached TAIL in the middle
            }
        }
        return region;
    }

    /** Distinct elements whose sizes differ, the empty one's among them. */
    String element(int i) {
        int length = large ? 1300 : new int[] {7, 30, 0, 45}[i % 4];
        return length == 0 ? "" : String.valueOf((char) ('a' + i)).repeat(length);
    }
}
