package dev.sluice.contract;

import java.util.concurrent.BlockingDeque;
import org.junit.jupiter.api.Nested;

/**
 * All contracts of a blocking deque, for one implementation. A binding says how to create a deque, and how to get
 * another handle of it if there is such a thing; whatever it must close, it closes in an {@code @AfterEach} of its own,
 * which runs when the helper threads of the test have ended:
 *
 * <pre>{@code
 * class LinkedBlockingDequeContractTest extends BlockingDequeContract {
 *     @Override
 *     protected BlockingDeque<Integer> create(int capacity) {
 *         return new LinkedBlockingDeque<>(capacity);
 *     }
 * }
 * }</pre>
 */
public abstract class BlockingDequeContract {

    /** A new and empty deque that holds at most so many elements. */
    protected abstract BlockingDeque<Integer> create(int capacity);

    /** Another handle of the same deque, for another thread; the deque itself where there are no handles. */
    protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
        return deque;
    }

    @Nested
    class Insertions extends InsertionContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Removals extends RemovalContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Examination extends ExaminationContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Blocking extends BlockingContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class WakeUp extends WakeUpContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class LostWakeUp extends LostWakeUpContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Interrupt extends InterruptContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Bulk extends BulkContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Iteration extends IterationContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Collection extends CollectionContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }

    @Nested
    class RandomModels extends RandomModelContract {
        @Override
        protected BlockingDeque<Integer> create(int capacity) {
            return BlockingDequeContract.this.create(capacity);
        }

        @Override
        protected BlockingDeque<Integer> peer(BlockingDeque<Integer> deque) {
            return BlockingDequeContract.this.peer(deque);
        }
    }
}
