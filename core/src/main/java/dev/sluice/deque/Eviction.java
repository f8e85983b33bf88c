package dev.sluice.deque;

import dev.sluice.layout.RecordLayout;
import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;

/**
 * Makes room by dropping elements; the caller holds both guards, inserts, and then {@linkplain Indices#settleEpoch settles the
 * epoch}, so that nobody sees the one without the other.
 */
final class Eviction {
    private Eviction() {}

    /** Drops the first elements until so many of so many words fit; returns HEAD. */
    static long dropFirst(Ring ring, Indices indices, long head, long tail, int elements, long words) {
        long newHead = head;
        while (!ring.fits(newHead, tail, elements, words) && Index.count(newHead, tail) > 0) {
            int length = ring.lengthAt(Index.position(newHead), Index.words(newHead, tail));
            newHead = Index.plus(newHead, 1, RecordLayout.words(length));
        }
        if (newHead != head) {
            indices.unsettleEpoch();
            indices.setTakes(indices.takes() + Index.count(head, newHead));
            indices.commitHead(newHead);
            indices.settle();
            indices.cacheHead(newHead);
        }
        return newHead;
    }

    /** Drops the last elements until so many of so many words fit; returns TAIL. */
    static long dropLast(Ring ring, Indices indices, long head, long tail, int elements, long words) {
        long newTail = tail;
        while (!ring.fits(head, newTail, elements, words) && Index.count(head, newTail) > 0) {
            int length = ring.lengthBefore(Index.position(newTail), Index.words(head, newTail));
            newTail = Index.plus(newTail, -1, -RecordLayout.words(length));
        }
        if (newTail != tail) {
            indices.unsettleEpoch();
            indices.setTakes(indices.takes() + Index.count(newTail, tail));
            indices.cacheTail(newTail);
            indices.commitTail(newTail);
            indices.settle();
        }
        return newTail;
    }
}
