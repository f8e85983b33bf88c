package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** Publisher and subscriber of a deque. */
class FlowTest {
    @RegisterExtension
    final Stage stage = new Stage();

    private SharedDeque<String> create(int capacity) throws Exception {
        return stage.create(SharedDeque.builder(Codec.utf8()).capacity(capacity));
    }

    /** Notes what it is told, and asks for what the test says. */
    private static final class Recorder implements Flow.Subscriber<String> {
        final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        final CompletableFuture<String> ended = new CompletableFuture<>();
        final List<String> received = Collections.synchronizedList(new ArrayList<>());
        final int cancelAt;

        Recorder(int cancelAt) {
            this.cancelAt = cancelAt;
        }

        Recorder() {
            this(Integer.MAX_VALUE);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscribed.complete(subscription);
        }

        @Override
        public void onNext(String element) {
            received.add(element);
            if (received.size() == cancelAt) {
                subscribed.join().cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete("complete");
        }

        void request(long n) throws Exception {
            Futures.get(subscribed).request(n);
        }
    }

    /** The publisher and the subscriber pass the Reactive Streams TCK for Flow. */
    @Test
    void technologyCompatibilityKit() {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.addListener(results);
        kit.setTestClasses(new Class<?>[] {PublisherTck.class, SubscriberTck.class});
        kit.run();
        List<String> failed = new ArrayList<>();
        for (ITestResult failure : results.getFailedTests()) {
            failed.add(failure.getTestClass().getRealClass().getSimpleName() + "." + failure.getName() + ": "
                    + failure.getThrowable());
        }
        assertEquals(List.of(), failed);
        // The kit skips what a publisher that cannot fail at once, or an untestable rule, has no case for.
        assertTrue(
                results.getPassedTests().size() >= 30,
                () -> results.getPassedTests().size() + " passed");
        assertTrue(results.getConfigurationFailures().isEmpty());
    }

    /** Takes exactly as much as is demanded, and what is put later goes to what was demanded before. */
    @Test
    void demand() throws Exception {
        SharedDeque<String> deque = create(16);
        deque.addAll(List.of("a", "b", "c", "d"));
        Recorder recorder = new Recorder();
        deque.async().publisher().subscribe(recorder);
        recorder.request(2);
        Eventually.holds(() -> recorder.received.size() == 2, "two");
        Thread.sleep(50);
        assertEquals(List.of("a", "b"), recorder.received);
        assertEquals(2, deque.size());
        recorder.request(4);
        Eventually.holds(() -> recorder.received.size() == 4, "four");
        deque.put("e");
        Eventually.holds(() -> recorder.received.size() == 5, "five");
        deque.put("f");
        deque.put("g");
        Eventually.holds(() -> recorder.received.size() == 6, "six");
        assertEquals(List.of("g"), List.copyOf(deque));
    }

    /** Subscribers compete: each element goes to one of them. */
    @Test
    void compete() throws Exception {
        SharedDeque<String> deque = create(64);
        Flow.Publisher<String> publisher = deque.async().publisher();
        List<Recorder> recorders = List.of(new Recorder(), new Recorder(), new Recorder());
        for (Recorder recorder : recorders) {
            publisher.subscribe(recorder);
            recorder.request(Long.MAX_VALUE);
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            deque.put(String.format("%04d", i));
            expected.add(String.format("%04d", i));
        }
        deque.shutdown();
        List<String> received = new ArrayList<>();
        for (Recorder recorder : recorders) {
            assertEquals("complete", Futures.get(recorder.ended));
            List<String> sorted = new ArrayList<>(recorder.received);
            Collections.sort(sorted);
            assertEquals(sorted, recorder.received); // each in order
            received.addAll(recorder.received);
        }
        Collections.sort(received);
        assertEquals(expected, received);
    }

    /** What a subscriber does not want any more stays: after cancel nothing is lost, whenever it comes. */
    @Test
    void cancelLosesNothing() throws Exception {
        SharedDeque<String> deque = create(64);
        for (int i = 0; i < 300; i++) {
            Recorder recorder = new Recorder(1 + i % 3);
            deque.async().publisher().subscribe(recorder);
            recorder.request(Long.MAX_VALUE);
            for (int k = 0; k < 5; k++) {
                deque.put("" + k);
            }
            int wanted = 1 + i % 3;
            Eventually.holds(() -> recorder.received.size() >= wanted, "it has what it wanted");
            Eventually.holds(() -> deque.size() + recorder.received.size() == 5, "all are somewhere");
            List<String> all = new ArrayList<>(recorder.received);
            deque.drainTo(all);
            assertEquals(List.of("0", "1", "2", "3", "4"), all);
        }
    }

    /** Closing the handle is an error for its subscribers; a request of nothing as well. */
    @Test
    void errors() throws Exception {
        SharedDeque<String> deque = create(4);
        Recorder closed = new Recorder();
        deque.async().publisher().subscribe(closed);
        closed.request(1);
        Recorder senseless = new Recorder();
        deque.async().publisher().subscribe(senseless);
        senseless.request(0);
        assertInstanceOf(IllegalArgumentException.class, Futures.failure(senseless.ended));
        deque.close();
        assertInstanceOf(DequeClosedException.class, Futures.failure(closed.ended));
    }

    /** The subscriber asks for no more than there is room for, and one more at most; everything arrives in order. */
    @Test
    void backPressure() throws Exception {
        SharedDeque<String> deque = create(4);
        AtomicLong requested = new AtomicLong();
        Flow.Subscriber<String> subscriber = deque.async().subscriber();
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
            publisher.subscribe(counting(subscriber, requested));
            for (int i = 0; i < 4; i++) {
                publisher.submit("" + i);
            }
            Eventually.holds(() -> deque.size() == 4, "full");
            assertTrue(requested.get() <= 5, requested::toString);
            Background<Void> rest = stage.run(() -> {
                for (int i = 4; i < 1000; i++) {
                    publisher.submit("" + i);
                }
                return null;
            });
            for (int i = 0; i < 1000; i++) {
                assertEquals("" + i, deque.take());
            }
            rest.get();
        }
        assertFalse(deque.isShutdown());
    }

    private static Flow.Subscriber<String> counting(Flow.Subscriber<String> subscriber, AtomicLong requested) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        requested.addAndGet(n);
                        subscription.request(n);
                    }

                    @Override
                    public void cancel() {
                        subscription.cancel();
                    }
                });
            }

            @Override
            public void onNext(String element) {
                subscriber.onNext(element);
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        };
    }

    /** A subscriber whose deque has been shut down cancels. */
    @Test
    void givesUp() throws Exception {
        SharedDeque<String> deque = create(4);
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(deque.async().subscriber());
            deque.shutdown();
            publisher.submit("late");
            Eventually.holds(() -> publisher.getNumberOfSubscribers() == 0, "it has cancelled");
        }
    }

    /** From one deque to another, through both. */
    @Test
    void pipe() throws Exception {
        SharedDeque<String> from = create(8);
        SharedDeque<String> to = stage.closing(SharedDeque.builder(Codec.utf8())
                .capacity(4)
                .create(stage.directory().resolve("to")));
        from.async().publisher().subscribe(to.async().subscriber());
        Background<Void> putter = stage.run(() -> {
            for (int i = 0; i < 5000; i++) {
                from.put("" + i);
            }
            return null;
        });
        for (int i = 0; i < 5000; i++) {
            assertEquals("" + i, to.take());
        }
        putter.get();
    }
}
