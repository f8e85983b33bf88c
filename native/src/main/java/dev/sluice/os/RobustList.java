package dev.sluice.os;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words in shared memory that the kernel marks when a thread ends, in whatever way its process dies:
 * {@code set_robust_list(2)} and {@code Documentation/locking/robust-futexes.rst}.
 *
 * <p>One thread, which should live as long as the process, registers an empty list. Each <em>node</em> of the list is 8
 * bytes of memory, a multiple of 8, at a fixed distance before (or after) its 32-bit <em>word</em>. When the thread
 * ends, the kernel walks the list, and in each word whose {@link #TID_MASK} bits are {@link #threadId()} it replaces
 * them by {@link #OWNER_DIED}, keeping {@link #WAITERS}; if WAITERS was set, it also wakes one thread that sleeps on
 * the word ({@link Futex}, {@link WaitVector#addShared}). It does so before it frees the memory of the process.
 *
 * <p>Words of any other value stay as they are. So add the node first and then store the thread id in the word; and
 * clear the word before the node is removed. The memory of a node and its word must stay mapped, and its file must not
 * shrink, until the node is removed.
 *
 * <p><b>Caveats.</b> If the registering thread ends and the process lives on, the words are marked all the same. The
 * thread's robust {@code pthread} mutexes, which Java code never holds, are no longer watched. A process that dumps
 * core is marked when the dump is written (measured: 9 s for 1.5 GB), as are its byte locks. Nodes lie where other
 * processes may write: one that scribbles on them can keep this process's death from being seen in the words behind
 * that node (not more: the kernel never follows the list of a living thread, and neither does this class), which is why
 * there are byte locks as well ({@link FileHandle#tryLock}).
 */
public final class RobustList {
    /*
     * The list is singly linked and circular: head -> node -> ... -> node -> head. Every store keeps it walkable,
     * wherever the process is killed:
     *
     *   add     (1) node.next := first    The node is not reachable yet; no walk sees it.
     *           (2) head.next := node     Release, so nobody sees (2) without (1). Before: the old list; after: the
     *           new.
     *   remove  (3) prev.next := next     One store. Before: the old list; after: the new. The node's own pointer
     *   stays.
     *
     * A kill does not stop all threads at one moment: the registering thread may already be walking the list, in the
     * kernel, while another thread here still runs for an instant on another processor. A walk that stands on a node
     * when (3) takes it out goes on along the pointer that the node kept, and reaches all the others. If that node is
     * then also added again (1), the walk starts over from the front: words already marked no longer hold the thread id
     * and are passed over, and it still ends at the head. Walks are bounded by the kernel in any case (2,048 steps).
     * Only a node that is added in that very instant may be missed; the byte lock speaks for it.
     *
     * Threads of this process take turns (synchronized). The order of the nodes is kept in Java objects, too, and
     * pointers are only ever computed from those: what stands in shared memory is written, never read.
     */

    /** Set by the kernel in place of the thread id. */
    public static final int OWNER_DIED = 0x40000000;

    /** Set beside the thread id by those who want to be woken. */
    public static final int WAITERS = 0x80000000;

    /** The bits of the thread id. */
    public static final int TID_MASK = 0x3fffffff;

    /** How many nodes a list can hold; the kernel follows 2,048 and no more. */
    public static final int MAX_NODES = 2_000;

    // struct robust_list_head { struct robust_list *next; long futex_offset; struct robust_list *list_op_pending }
    private static final int HEAD_BYTES = 24;
    private static final int FUTEX_OFFSET = 8;
    private static final int LIST_OP_PENDING = 16;

    private static final int NODE_BYTES = 8;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final int threadId;
    private final Node head;
    private final Map<Long, Node> nodes = new HashMap<>();

    private RobustList(int threadId, Node head) {
        this.threadId = threadId;
        this.head = head;
    }

    /**
     * Registers an empty list for the calling thread, in place of any that it had. The 24 bytes of the list's head are
     * never freed.
     *
     * @param wordOffsetFromNode address of a word minus address of its node, the same for all of the list; a multiple
     *     of 4
     * @return null where the kernel refuses, or this platform is {@linkplain Platform#unavailable() not supported}
     */
    public static @Nullable RobustList registerForThisThread(long wordOffsetFromNode) {
        if (wordOffsetFromNode % Integer.BYTES != 0) {
            throw new IllegalArgumentException("not a multiple of 4: " + wordOffsetFromNode);
        }
        if (Platform.unavailable() != null) {
            return null;
        }
        long threadId = Libc.call(SystemCalls.current().gettid, 0, 0, 0);
        if (threadId <= 0) {
            return null;
        }
        // Not a direct buffer, which dies with its class loader: the kernel keeps the address as long as the thread
        // lives.
        long address = Libc.allocateForEver(HEAD_BYTES);
        if (address == 0) {
            return null;
        }
        ByteBuffer memory = Libc.view(address, HEAD_BYTES);
        Node head = new Node(address, memory);
        memory.putLong(FUTEX_OFFSET, wordOffsetFromNode);
        memory.putLong(LIST_OP_PENDING, 0);
        head.pointTo(head);
        if (Libc.call(SystemCalls.current().setRobustList, address, HEAD_BYTES, 0) != 0) {
            return null; // the 24 bytes are lost; it happens once in a process
        }
        return new RobustList((int) threadId, head);
    }

    /** The kernel's id of the registered thread: what a word must hold to be marked. */
    public int threadId() {
        return threadId;
    }

    /** How many nodes there are. */
    public synchronized int size() {
        return nodes.size();
    }

    /**
     * Adds a node. Any thread of the process may do so.
     *
     * @param nodeAddress a multiple of 8
     * @return false if {@value #MAX_NODES} are in the list: then the node was not added
     * @throws IllegalArgumentException if the node is in the list already, or misaligned
     */
    public synchronized boolean add(long nodeAddress) {
        if (nodeAddress == 0 || nodeAddress % NODE_BYTES != 0) {
            throw new IllegalArgumentException("not the address of a node: 0x" + Long.toHexString(nodeAddress));
        }
        if (nodes.containsKey(nodeAddress)) {
            throw new IllegalArgumentException("already in the list: 0x" + Long.toHexString(nodeAddress));
        }
        if (nodes.size() >= MAX_NODES) {
            return false;
        }
        Node node = new Node(nodeAddress, Libc.view(nodeAddress, NODE_BYTES));
        nodes.put(nodeAddress, node); // first, since it may fail for want of memory
        node.pointTo(head.next); // (1)
        node.previous = head;
        head.next.previous = node;
        head.pointTo(node); // (2)
        return true;
    }

    /**
     * Removes a node. Any thread of the process may do so. When it returns, the node's memory may be given up.
     *
     * @param nodeAddress as it was added; nothing happens if it is not in the list
     */
    public synchronized void remove(long nodeAddress) {
        Node node = nodes.remove(nodeAddress);
        if (node == null) {
            return;
        }
        node.next.previous = node.previous;
        node.previous.pointTo(node.next); // (3)
    }

    /** A node's place in the order of the list, and the way to its memory. The head is one too. */
    private static final class Node {
        final long address;
        final ByteBuffer memory;
        Node next = this;
        Node previous = this;

        Node(long address, ByteBuffer memory) {
            this.address = address;
            this.memory = memory;
        }

        /**
         * Makes {@code successor} the next node, in Java and, by a release store, in the memory that the kernel reads.
         */
        void pointTo(Node successor) {
            next = successor;
            LONG.setRelease(memory, 0, successor.address);
        }
    }
}
