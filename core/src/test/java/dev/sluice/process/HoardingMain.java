package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.ElementDecodeException;
import dev.sluice.SharedDeque;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes elements whose decoding uses up the memory and fails, so that there is none for a copy of them either; started by
 * {@link HoardingTest} with a small heap. Argument: file. Says for each way of taking what came of it.
 */
final class HoardingMain {
    private static final int LARGE = 1 << 20;
    private static final int PIECE = 1 << 15;

    /** So many pieces are left over: an exception has room, a copy of the element has not. */
    private static final int LEFT = 10;

    /** Nearly all memory that there is, while somebody decodes. */
    private static volatile @Nullable List<byte[]> hoard;

    private HoardingMain() {}

    private static final class Hoarder implements Codec<byte[]> {
        @Override
        public String id() {
            return "hoarder";
        }

        @Override
        public int maxBytes(byte[] element) {
            return element.length;
        }

        @Override
        public void encode(byte[] element, ByteBuffer target) {
            target.put(element);
        }

        @Override
        public byte[] decode(ByteBuffer source) {
            if (source.remaining() == LARGE) {
                hoardAll();
            }
            byte[] element = new byte[source.remaining()];
            source.get(element);
            return element;
        }

        private static void hoardAll() {
            List<byte[]> pieces = new ArrayList<>(1 << 14);
            hoard = pieces;
            try {
                while (true) {
                    pieces.add(new byte[PIECE]);
                }
            } catch (OutOfMemoryError full) {
                pieces.subList(pieces.size() - LEFT, pieces.size()).clear();
                throw full;
            }
        }
    }

    private record Way(String name, Callable<Object> call) {}

    public static void main(String[] args) throws Exception {
        try (SharedDeque<byte[]> deque = SharedDeque.builder(new Hoarder())
                .capacity(4)
                .elementBytes(LARGE)
                .create(Path.of(args[0]))) {
            List<Way> ways = List.of(
                    new Way("poll", deque::poll),
                    new Way("take", deque::take),
                    new Way("pollLast", deque::pollLast),
                    new Way("removeAt", () -> deque.removeAt(0)),
                    new Way("future at once", () -> deque.async().take().join()),
                    new Way("publisher", () -> published(deque)));
            for (Way way : ways) {
                put(deque);
                report(deque, way);
            }
            CompletableFuture<byte[]> pending = deque.async().take();
            put(deque);
            report(deque, new Way("pending future", pending::join));
        }
    }

    private static void put(SharedDeque<byte[]> deque) throws InterruptedException {
        byte[] element = new byte[LARGE];
        element[LARGE - 7] = 77;
        deque.put(element);
    }

    private static Object published(SharedDeque<byte[]> deque) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        deque.async().publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(byte[] element) {
                end.complete(element);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete("complete");
            }
        });
        return end.join();
    }

    private static void report(SharedDeque<byte[]> deque, Way way) throws Exception {
        Throwable failure = null;
        try {
            way.call().call();
        } catch (CompletionException wrapped) {
            failure = wrapped.getCause();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        boolean hoarded = hoard != null;
        hoard = null;
        boolean whole = failure instanceof ElementDecodeException undecodable
                && undecodable.bytes().length == LARGE
                && undecodable.bytes()[LARGE - 7] == 77
                && undecodable.getCause() instanceof OutOfMemoryError;
        boolean empty = deque.isEmpty();
        deque.put(new byte[] {5});
        boolean goesOn = deque.take()[0] == 5;
        if (!whole && failure != null) {
            failure.printStackTrace();
        }
        System.out.println(
                way.name() + ": " + (hoarded && whole && empty && goesOn ? "whole" : String.valueOf(failure)));
    }
}
