package dev.sluice.process;

import dev.sluice.SharedCounter;
import dev.sluice.SharedEvent;
import dev.sluice.SharedSemaphore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Uses a synchronizer as it is told in lines: KIND FILE are the arguments; each order is answered by {@code about ORDER} before,
 * and {@code done ORDER} after.
 */
final class ObjectMain {
    private ObjectMain() {}

    private interface Orders {
        void obey(String verb, long number) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Orders orders = orders(args[0], Path.of(args[1]));
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            System.out.println("about " + line);
            orders.obey(words[0], words.length > 1 ? Long.parseLong(words[1]) : 1);
            System.out.println("done " + line);
        }
    }

    private static Orders orders(String kind, Path file) throws Exception {
        return switch (kind) {
            case "semaphore" -> {
                SharedSemaphore semaphore = SharedSemaphore.open(file);
                yield (verb, number) -> semaphore(semaphore, verb, (int) number);
            }
            case "event" -> {
                SharedEvent event = SharedEvent.open(file);
                yield (verb, number) -> event(event, verb);
            }
            default -> {
                SharedCounter counter = SharedCounter.open(file);
                yield (verb, number) -> counter(counter, verb, number);
            }
        };
    }

    private static void event(SharedEvent event, String verb) throws InterruptedException {
        if (verb.equals("await")) {
            event.await();
        } else {
            event.set();
        }
    }

    private static void semaphore(SharedSemaphore semaphore, String verb, int number) throws InterruptedException {
        switch (verb) {
            case "acquire" -> semaphore.acquire(number);
            case "release" -> semaphore.release(number);
            default -> {
                while (true) { // until it is killed
                    semaphore.acquire(number);
                    semaphore.release(number);
                }
            }
        }
    }

    private static void counter(SharedCounter counter, String verb, long number) throws InterruptedException {
        if (verb.equals("await")) {
            counter.awaitAtLeast(number);
        } else {
            for (long i = 0; i < number; i++) {
                counter.incrementAndGet();
            }
        }
    }
}
