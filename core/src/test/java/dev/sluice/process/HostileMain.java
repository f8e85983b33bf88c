package dev.sluice.process;

import dev.sluice.CorruptDequeException;
import dev.sluice.FileFormatException;
import dev.sluice.SharedDeque;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Plays the {@link HostileScript} on one damaged copy of a file after the other. Says {@code at} and the number of a case
 * before it begins, {@code bad} and what was wrong, and {@code done}.
 */
final class HostileMain {
    /** The exit code after a case that does not end: its thread cannot be got rid of. */
    static final int HANGS = 3;

    private static final int LIMIT_SECONDS = 10;

    private final byte[] template;
    private final Path file;
    private final List<String> expected;
    private final SynchronousQueue<String> verdict = new SynchronousQueue<>();
    private final SynchronousQueue<Case> cases = new SynchronousQueue<>();

    private HostileMain(Path templateFile, Path directory) throws Exception {
        template = Files.readAllBytes(templateFile);
        file = directory.resolve("hostile-" + ProcessHandle.current().pid());
        Files.write(file, template);
        HostileScript script = new HostileScript();
        try (SharedDeque<String> deque = HostileScript.builder().open(file)) {
            script.run(deque);
        }
        if (script.complained()) {
            throw new IllegalStateException("the undamaged file: " + script.transcript());
        }
        expected = script.transcript();
    }

    /** A way to damage a file. */
    private interface Case {
        /** Damages the bytes; tells whether elements may come out changed without anybody noticing. */
        boolean damage(byte[] bytes);

        /** Whether the damage is done to the file while it is open. */
        default boolean live() {
            return false;
        }
    }

    /**
     * Arguments: directory, template, {@code flip}, first case, step, then {@code from-to} byte ranges and {@code
     * payload:from-to} for those whose damage nobody can see. Or: directory, template, {@code random} or {@code live}, first
     * case, step, seed, number of cases, then ranges.
     */
    public static void main(String[] args) throws Exception {
        HostileMain main = new HostileMain(Path.of(args[1]), Path.of(args[0]));
        main.startWorker();
        int first = Integer.parseInt(args[3]);
        int step = Integer.parseInt(args[4]);
        if (args[2].equals("flip")) {
            main.flips(Arrays.copyOfRange(args, 5, args.length), first, step);
        } else {
            long seed = Long.parseLong(args[5]);
            int count = Integer.parseInt(args[6]);
            int[][] ranges =
                    Arrays.stream(args, 7, args.length).map(HostileMain::range).toArray(int[][]::new);
            for (int number = first; number < count; number += step) {
                main.play(number, randomDamage(seed + number, ranges, args[2].equals("live")));
            }
        }
        System.out.println("done");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static int[] range(String text) {
        String[] ends = text.substring(text.indexOf(':') + 1).split("-", -1);
        return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[1])};
    }

    private void flips(String[] ranges, int first, int step) throws Exception {
        int begin = 0;
        for (String text : ranges) {
            int[] range = range(text);
            boolean payload = text.startsWith("payload:");
            int count = 8 * (range[1] - range[0]);
            for (int number = first; number < begin + count; number += step) {
                if (number >= begin) {
                    int offset = range[0] + (number - begin) / 8;
                    int bit = (number - begin) % 8;
                    play(number, bytes -> {
                        bytes[offset] ^= (byte) (1 << bit);
                        return payload;
                    });
                }
            }
            begin += count;
        }
    }

    private static Case randomDamage(long seed, int[][] ranges, boolean live) {
        return new Case() {
            @Override
            public boolean damage(byte[] bytes) {
                Random random = new Random(seed);
                for (int i = 1 + random.nextInt(12); i > 0; i--) {
                    int[] range = ranges[random.nextInt(ranges.length)];
                    int offset = range[0] + random.nextInt(range[1] - range[0]);
                    int length = Math.min(1 + random.nextInt(8), range[1] - offset);
                    int kind = random.nextInt(4);
                    for (int k = 0; k < length; k++) {
                        bytes[offset + k] = (byte) (kind == 0 ? 0 : kind == 1 ? -1 : random.nextInt());
                    }
                }
                return true;
            }

            @Override
            public boolean live() {
                return live;
            }
        };
    }

    private void startWorker() {
        Thread worker = new Thread(
                () -> {
                    try {
                        while (true) {
                            verdict.put(judge(cases.take()));
                        }
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                },
                "worker");
        worker.setDaemon(true);
        worker.start();
    }

    private void play(int number, Case damage) throws Exception {
        System.out.println("at " + number);
        cases.put(damage);
        String found = verdict.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (found == null) {
            StringBuilder where = new StringBuilder("hangs:");
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                if (thread.getName().equals("worker")) {
                    where.append(Arrays.toString(stack));
                }
            });
            found = where.toString();
        }
        if (!found.isEmpty()) {
            System.out.println("bad " + number + " " + found.replace('\n', ' '));
            System.out.flush();
            if (found.startsWith("hangs:")) {
                Runtime.getRuntime().halt(HANGS);
            }
        }
    }

    /** Returns what is wrong with the outcome; nothing if it is right. */
    private String judge(Case damage) {
        try {
            Files.deleteIfExists(file); // a new one each time: the old one is still mapped
            byte[] bytes = template.clone();
            boolean invisible;
            HostileScript script = new HostileScript();
            if (damage.live()) {
                Files.write(file, bytes);
                invisible = playLive(damage, script);
            } else {
                invisible = damage.damage(bytes);
                Files.write(file, bytes);
                try (SharedDeque<String> deque = HostileScript.builder().open(file)) {
                    script.run(deque);
                } catch (FileFormatException | CorruptDequeException documented) {
                    return "";
                }
            }
            if (!invisible && !script.complained() && !script.transcript().equals(expected)) {
                return "silently wrong: " + difference(script.transcript());
            }
            return "";
        } catch (NoSuchElementException tooFew) {
            return ""; // the script's own, of an iterator with less than it expects
        } catch (Throwable undocumented) {
            return undocumented + " " + Arrays.toString(undocumented.getStackTrace());
        }
    }

    private boolean playLive(Case damage, HostileScript script) throws Exception {
        boolean invisible;
        try (SharedDeque<String> deque = HostileScript.builder().open(file);
                SharedDeque<String> other = HostileScript.builder().open(file)) {
            byte[] now = Files.readAllBytes(file);
            byte[] damaged = now.clone();
            invisible = damage.damage(damaged);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; i < damaged.length; i++) {
                    if (damaged[i] != now[i]) {
                        channel.write(ByteBuffer.wrap(damaged, i, 1), i);
                    }
                }
            }
            script.run(deque);
            script.run(other);
        }
        return invisible;
    }

    private String difference(List<String> transcript) {
        for (int i = 0; i < Math.min(expected.size(), transcript.size()); i++) {
            if (!expected.get(i).equals(transcript.get(i))) {
                return transcript.get(i) + " instead of " + expected.get(i);
            }
        }
        return "of another length";
    }
}
