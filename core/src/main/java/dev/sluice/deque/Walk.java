package dev.sluice.deque;

import dev.sluice.ring.Index;
import dev.sluice.ring.Ring;
import java.nio.file.Path;

/** Finds elements by their index, from the nearer end. */
final class Walk {
    private Walk() {}

    /** The position where the element of that index, 0 to size, begins. */
    static int to(Ring ring, long head, long tail, int index) {
        int left = Index.words(head, tail);
        int size = Index.count(head, tail);
        if (index <= size / 2) {
            int position = Index.position(head);
            for (int i = 0; i < index; i++) {
                int words = ring.sizeAt(position, left);
                position += words;
                left -= words;
            }
            return position;
        }
        int position = Index.position(tail);
        for (int i = size; i > index; i--) {
            int words = ring.sizeBefore(position, left);
            position -= words;
            left -= words;
        }
        return position;
    }

    /** The index from the head of an index that may count from the end; it is less than the limit. */
    static int fromHead(int index, int size, int limit, Path path) {
        int fromHead = index < 0 ? index + size : index;
        if (fromHead < 0 || fromHead >= limit) {
            String range = limit == 0 ? "none is in range" : "use " + -size + " to " + (limit - 1);
            throw new IndexOutOfBoundsException(
                    path + ": index " + index + " is out of range for size " + size + ": " + range);
        }
        return fromHead;
    }
}
