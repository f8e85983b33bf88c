package dev.sluice.stress.storm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a worker is to do in a round.
 *
 * @param directory of the round: the shared file, the control page, the ledgers
 * @param firstLedger of its first job; the others have the numbers behind it
 * @param seed of what it does
 * @param jobs a thread for each
 */
record Assignment(Scenario scenario, int firstLedger, long seed, List<Job> jobs, Path directory) {
    private static final String WORD = "play";

    Path file() {
        return directory.resolve("shared");
    }

    String toLine() {
        return WORD + " " + scenario + " " + firstLedger + " " + seed + " "
                + jobs.stream().map(Job::name).collect(Collectors.joining(",")) + " " + directory;
    }

    static Assignment parse(String line) {
        String[] words = line.split(" ", 6);
        if (words.length != 6 || !words[0].equals(WORD)) {
            throw new StormFailure("no assignment: " + line);
        }
        List<Job> jobs =
                Arrays.stream(words[4].split(",", -1)).map(Job::valueOf).collect(Collectors.toList());
        return new Assignment(
                Scenario.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                jobs,
                Path.of(words[5]));
    }
}
