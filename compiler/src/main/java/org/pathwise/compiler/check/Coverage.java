package org.pathwise.compiler.check;

import org.pathwise.compiler.check.Filling.Interval;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides whether boxes of elements fill an array without gap or overlap, for all sizes. */
final class Coverage {
    private Coverage() {}

    /**
     * Where a chain of intervals that starts at 1 ends; without one, the greatest end that is known
     * to be.
     */
    static Dimension extent(List<Interval> intervals) {
        Dimension next = Dimension.of(1);
        Set<Interval> left = new LinkedHashSet<>(intervals);
        boolean found = true;
        while (found) {
            found = false;
            for (Interval interval : List.copyOf(left)) {
                if (interval.lower().equals(next)) {
                    next = interval.upper().plus(1);
                    left.remove(interval);
                    found = true;
                    break;
                }
            }
        }
        Dimension extent = next.plus(-1);
        for (Interval interval : left) {
            if (!Linear.provablyAtMost(interval.upper(), extent)) {
                extent = interval.upper();
            }
        }
        return extent;
    }

    /** Whether the boxes are a partition of all the elements. */
    static boolean isPartition(List<List<Interval>> boxes, List<Dimension> extents) {
        if (boxes.isEmpty()) {
            return false;
        }
        if (extents.isEmpty()) {
            return boxes.size() == 1;
        }
        for (int axis = 0; axis < extents.size(); axis++) {
            if (isPartitionAlong(axis, boxes, extents)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartitionAlong(
            int axis, List<List<Interval>> boxes, List<Dimension> extents) {
        Set<Interval> intervals = new LinkedHashSet<>();
        boxes.forEach(box -> intervals.add(box.get(axis)));
        Dimension next = Dimension.of(1);
        Set<Interval> left = new LinkedHashSet<>(intervals);
        while (!left.isEmpty()) {
            Dimension start = next;
            Interval follows =
                    left.stream().filter(i -> i.lower().equals(start)).findFirst().orElse(null);
            if (follows == null) {
                return false;
            }
            left.remove(follows);
            next = follows.upper().plus(1);
        }
        return next.plus(-1).equals(extents.get(axis))
                && intervals.stream()
                        .allMatch(
                                interval ->
                                        isPartition(
                                                boxes.stream()
                                                        .filter(
                                                                box ->
                                                                        box.get(axis)
                                                                                .equals(interval))
                                                        .map(box -> without(box, axis))
                                                        .toList(),
                                                without(extents, axis)));
    }

    private static <T> List<T> without(List<T> list, int position) {
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(position);
        return shorter;
    }

    /**
     * Whether two boxes share an element, whatever the sizes are. One of fewer axes holds all along
     * the others.
     */
    static boolean surelyOverlap(List<Interval> a, List<Interval> b) {
        for (int axis = 0; axis < Math.min(a.size(), b.size()); axis++) {
            boolean meet =
                    Linear.provablyAtMost(a.get(axis).lower(), b.get(axis).upper())
                            && Linear.provablyAtMost(b.get(axis).lower(), a.get(axis).upper());
            if (!meet) {
                return false;
            }
        }
        return true;
    }
}
