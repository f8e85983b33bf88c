package dev.sluice.stress.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One figure of all repeats. */
final class Series {
    private final List<Double> values = new ArrayList<>();

    /** Adds a value; NaN stands for one that could not be measured. */
    void add(double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    /** How many values there are. */
    int size() {
        return values.size();
    }

    /** The value of a repeat, from 0 on. */
    double get(int repeat) {
        return values.get(repeat);
    }

    /** The values as multiples of those of another one, repeat by repeat. */
    Series ratiosTo(Series other) {
        Series ratios = new Series();
        for (int i = 0; i < Math.min(size(), other.size()); i++) {
            ratios.add(get(i) / other.get(i));
        }
        return ratios;
    }

    /** The value of the last repeat. */
    double last() {
        return values.get(values.size() - 1);
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** How many values there are. */
    String count() {
        return Integer.toString(values.size());
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The middle one; of an even number, the mean of the two in the middle. */
    double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Median (smallest, largest), with so many digits after the point. */
    String text(int digits) {
        return text(digits, 1);
    }

    /** Median (smallest, largest) in another unit. */
    String text(int digits, double unit) {
        if (values.isEmpty()) {
            return "-";
        }
        String format = "%." + digits + "f (%." + digits + "f, %." + digits + "f)";
        return String.format(
                Locale.ROOT, format, unit * median(), unit * Collections.min(values), unit * Collections.max(values));
    }
}
