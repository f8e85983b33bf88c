package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.Test;

/** The publisher under the Reactive Streams TCK; started by {@link FlowTest}. */
public final class PublisherTck extends FlowPublisherVerification<Integer> {
    private static final int MOST = 10_000;

    private final List<SharedDeque<Integer>> deques = new ArrayList<>();

    private final TestEnvironment environment;

    public PublisherTck() {
        this(new TestEnvironment(1000, 200));
    }

    private PublisherTck(TestEnvironment environment) {
        super(environment);
        this.environment = environment;
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST;
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        SharedDeque<Integer> deque = create(MOST);
        deques.add(deque);
        for (int i = 0; i < Math.min(elements, MOST); i++) {
            deque.add(i);
        }
        deque.shutdown();
        return deque.async().publisher();
    }

    static SharedDeque<Integer> create(int capacity) {
        try {
            Path directory = Files.createTempDirectory("sluice-tck-");
            Path file = directory.resolve("deque");
            SharedDeque<Integer> deque = SharedDeque.builder(Codec.int32())
                    .capacity(capacity)
                    .elementBytes(4)
                    .create(file);
            Files.delete(file); // the mapping is all that is needed
            Files.delete(directory);
            return deque;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** There is none that fails before it begins. */
    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        SharedDeque<Integer> deque = create(1);
        deque.close();
        return deque.async().publisher();
    }

    /**
     * The kit's own look comes once, a tenth of a second after one collection; this one comes until the subscriber is gone, as the
     * rule says "eventually", and a machine that is busy collects when it can.
     */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        activePublisherTest(3, false, publisher -> {
            WeakReference<?> subscriber = cancelled(publisher);
            Eventually.holds(
                    () -> {
                        System.gc();
                        return subscriber.get() == null;
                    },
                    "a subscriber that has cancelled is nobody's");
        });
    }

    private WeakReference<?> cancelled(Publisher<Integer> publisher) throws InterruptedException {
        ManualSubscriber<Integer> subscriber = environment.newManualSubscriber(publisher);
        subscriber.request(1);
        subscriber.nextElement();
        subscriber.cancel();
        return new WeakReference<>(subscriber);
    }

    @AfterMethod
    public void closeAll() {
        deques.forEach(SharedDeque::close);
        deques.clear();
    }
}
