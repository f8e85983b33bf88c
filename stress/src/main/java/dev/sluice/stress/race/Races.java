package dev.sluice.stress.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** All races, and the matrix of them, which the package documentation shows. */
final class Races {
    private static final List<Race> ALL = gather();

    private Races() {}

    private static List<Race> gather() {
        List<Race> all = new ArrayList<>();
        all.addAll(EndRaces.all());
        all.addAll(GroupRaces.all());
        all.addAll(InteriorRaces.all());
        all.addAll(WaitingRaces.all());
        all.addAll(SynchronizerRaces.all());
        return List.copyOf(all);
    }

    static List<Race> all() {
        return ALL;
    }

    /** Those in whose names the expression is found. */
    static List<Race> matching(String expression) {
        Predicate<String> pattern = Pattern.compile(expression).asPredicate();
        return ALL.stream().filter(race -> pattern.test(race.name())).toList();
    }

    /** The race of that name. */
    static Race named(String name) {
        return ALL.stream()
                .filter(race -> race.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no race is called " + name));
    }

    /** The rows of the matrix: state, the two that race, the hazard. */
    static List<String> matrix() {
        return ALL.stream()
                .map(race -> "<tr><td>" + race.state().name() + "</td><td>"
                        + race.actor(0).name() + "</td><td>" + race.actor(1).name() + "</td><td>" + race.hazard()
                        + "</td></tr>")
                .toList();
    }
}
