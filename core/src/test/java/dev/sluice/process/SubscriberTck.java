package dev.sluice.process;

import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;

/** The subscriber under the Reactive Streams TCK; started by {@link FlowTest}. */
public final class SubscriberTck extends FlowSubscriberBlackboxVerification<Integer> {
    private final List<SharedDeque<Integer>> deques = new ArrayList<>();

    public SubscriberTck() {
        super(new TestEnvironment(1000, 200));
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        SharedDeque<Integer> deque = PublisherTck.create(1000);
        deques.add(deque);
        return deque.async().subscriber();
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterMethod
    public void closeAll() {
        deques.forEach(SharedDeque::close);
        deques.clear();
    }
}
