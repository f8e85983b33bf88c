package dev.sluice.stress.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the list of races says, as far as it can be told without racing. */
class RacesTest {
    private static final Path MATRIX = Path.of("src/main/java/dev/sluice/stress/race/package-info.java");

    /** The matrix in the package documentation has the races that there are. */
    @Test
    void matrixIsWhatIsRaced() throws Exception {
        List<String> rows = Files.readAllLines(MATRIX).stream()
                .filter(line -> line.startsWith(" * <tr><td>"))
                .map(line -> line.substring(3))
                .toList();
        assertEquals(Races.matrix(), rows, "print it with \"races --matrix\"");
    }

    /** Each race has a name of its own, by which it is found. */
    @Test
    void namesAreDistinct() {
        List<String> names = Races.all().stream().map(Race::name).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
    }

    /** What comes of two that act one after the other, in either order, is allowed; of two single steps nothing else is. */
    @Test
    void tablesAreThoseOfTheTwoOrders() {
        Medium medium = Medium.heap();
        List<String> wrong = new ArrayList<>();
        int single = 0;
        for (Race race : Races.all()) {
            if (race.waits() || race.state().isBare()) {
                continue;
            }
            Set<String> orders = new TreeSet<>(List.of(inTurn(race, medium, 0), inTurn(race, medium, 1)));
            Set<String> allowed =
                    race.verdicts().stream().map(Verdict::outcome).collect(Collectors.toCollection(TreeSet::new));
            boolean agree = race.isOfSingleSteps() ? allowed.equals(orders) : allowed.containsAll(orders);
            single += race.isOfSingleSteps() ? 1 : 0;
            if (!agree) {
                wrong.add(race + ": one after the other " + orders + ", but allowed " + allowed);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(single > 0);
    }

    private static String inTurn(Race race, Medium medium, int first) {
        Place place = Place.of(race, medium, medium, 0, Defect.NONE);
        place.prepare();
        place.begin(first);
        place.begin(1 - first);
        place.play(first);
        place.play(1 - first);
        return Outcome.toString(place.outcome());
    }

    /** An outcome reads as it was written. */
    @Test
    void outcomesAreReadAsWritten() {
        for (Race race : Races.all()) {
            for (Verdict verdict : race.verdicts()) {
                assertEquals(verdict.outcome(), Outcome.toString(Outcome.parse(verdict.outcome())));
            }
        }
    }
}
