package org.pathwise.repl.session;

import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.parse.Lexeme;
import org.pathwise.runtime.io.DataValue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Types for data that a session's script uses without declaring them, so that data which were read
 * can be written down in a model at once.
 *
 * <p>A dimension is called as a number of the data that has its size, such as {@code J} for 8
 * schools; or as the one end of a range in the script that nothing else fixes, if one size is left;
 * else {@code N}, {@code N2} and so on, one name for one size.
 */
final class Declarations {
    private final State state;
    private final Set<String> used = new HashSet<>();
    private final Map<Integer, String> dimensions = new LinkedHashMap<>();

    /** What stands before a tilde and a distribution of integers. */
    private final Set<String> discrete = new HashSet<>();

    private Declarations(State state) {
        this.state = state;
        for (Entry entry : state.script().entries()) {
            for (Lexeme lexeme : Lexeme.of(entry.text())) {
                if (lexeme.kind() == Lexeme.Kind.NAME) {
                    used.add(lexeme.text());
                }
            }
            addDiscrete(Lexeme.of(entry.text()));
        }
        for (DataValue value : state.data().values()) {
            if (isSize(value)) {
                dimensions.putIfAbsent((int) value.values()[0], value.name());
            }
        }
        nameBySole();
    }

    /** {@code k ~ Poisson(3)}, {@code k[n] ~ Poisson(3)}. */
    private void addDiscrete(List<Lexeme> all) {
        List<Lexeme> lexemes =
                all.stream().filter(lexeme -> lexeme.kind() != Lexeme.Kind.SPACE).toList();
        for (int i = 1; i + 1 < lexemes.size(); i++) {
            if (!lexemes.get(i).text().equals("~")) {
                continue;
            }
            boolean counts =
                    Catalogue.distributions(lexemes.get(i + 1).text()).stream()
                            .anyMatch(Distribution::isDiscrete);
            int name = i - 1;
            while (name > 0 && !isStart(lexemes.get(name - 1))) {
                name--;
            }
            if (counts) {
                discrete.add(lexemes.get(name).text());
            }
        }
    }

    /** A range's end that nothing fixes must be the one size that has no name. */
    private void nameBySole() {
        Set<String> known = new HashSet<>(state.data().keySet());
        Set<String> ends = new LinkedHashSet<>();
        for (Entry entry : state.script().entries()) {
            List<Lexeme> lexemes = Lexeme.of(entry.text());
            if (entry.kind() == Entry.Kind.ITEM) {
                lexemes.forEach(lexeme -> known.add(lexeme.text()));
            }
            for (int i = 1; i < lexemes.size(); i++) {
                if (lexemes.get(i).kind() == Lexeme.Kind.NAME
                        && lexemes.get(i - 1).text().equals("..")) {
                    ends.add(lexemes.get(i).text());
                }
            }
        }
        ends.removeAll(known);
        Set<Integer> sizes = new HashSet<>();
        state.data().values().stream()
                .filter(value -> used.contains(value.name()))
                .forEach(value -> sizes.addAll(value.shape()));
        sizes.removeAll(dimensions.keySet());
        if (ends.size() == 1 && sizes.size() == 1) {
            dimensions.put(sizes.iterator().next(), ends.iterator().next());
        }
    }

    /** The type of each value of the data: as it is declared, or as a declaration would say it. */
    static Map<String, String> types(State state) {
        Declarations declarations = new Declarations(state);
        Map<String, String> types = new LinkedHashMap<>();
        state.data().values().forEach(value -> types.put(value.name(), declarations.type(value)));
        for (Entry entry : state.script().entries()) {
            String code = entry.code().text();
            if (entry.kind() == Entry.Kind.ITEM && code.startsWith("data ")) {
                String type = code.substring(code.indexOf(':') + 1).strip();
                entry.targets().forEach(target -> types.replace(target.name(), type));
            }
        }
        return types;
    }

    /** The text among the data that the script uses and does not declare. */
    static List<String> textual(State state) {
        return new Declarations(state)
                .undeclared().stream()
                        .filter(value -> value.text().isPresent())
                        .map(DataValue::name)
                        .toList();
    }

    private List<DataValue> undeclared() {
        Set<String> defined = defined(state.script());
        return state.data().values().stream()
                .filter(value -> used.contains(value.name()))
                .filter(value -> !defined.contains(value.name()))
                .toList();
    }

    /** The declarations of data that the script uses and does not declare, in the data's order. */
    static List<String> of(State state) {
        return new Declarations(state).lines();
    }

    /**
     * The declarations of data that the script neither uses nor declares.
     *
     * @param names of the data that are wanted
     * @param sizes of the script's dimensions, by their names
     */
    static List<String> further(State state, Set<String> names, Map<String, Integer> sizes) {
        Declarations declarations = new Declarations(state);
        declarations.lines();
        sizes.forEach((name, size) -> declarations.dimensions.putIfAbsent(size, name));
        Set<String> defined = defined(state.script());
        return state.data().values().stream()
                .filter(value -> names.contains(value.name()))
                .filter(value -> !sizes.containsKey(value.name()))
                .filter(value -> !defined.contains(value.name()))
                .filter(value -> !declarations.used.contains(value.name()))
                .map(value -> "data " + value.name() + ": " + declarations.type(value))
                .toList();
    }

    private List<String> lines() {
        List<DataValue> undeclared = undeclared();
        Set<String> sizes = new HashSet<>();
        undeclared.forEach(value -> value.shape().forEach(size -> sizes.add(dimension(size))));
        List<String> lines = new ArrayList<>();
        for (DataValue value : undeclared) {
            // The name of a dimension needs no declaration of its own.
            if (!sizes.contains(value.name())) {
                lines.add("data " + value.name() + ": " + type(value));
            }
        }
        return lines;
    }

    /** Names that something else than data stands behind, loop variables too. */
    private static Set<String> defined(SessionScript script) {
        Set<String> names = new HashSet<>();
        for (Entry entry : script.entries()) {
            boolean observed = entry.kind() == Entry.Kind.STATEMENT;
            List<Lexeme> lexemes =
                    Lexeme.of(entry.text()).stream()
                            .filter(lexeme -> lexeme.kind() != Lexeme.Kind.SPACE)
                            .toList();
            if (!observed) {
                entry.targets().forEach(target -> names.add(target.name()));
            }
            for (int i = 0; i + 1 < lexemes.size(); i++) {
                Lexeme next = lexemes.get(i + 1);
                if (lexemes.get(i).text().equals("for")) {
                    names.add(next.text());
                }
                boolean starts = i == 0 || isStart(lexemes.get(i - 1));
                if (observed && starts && next.text().equals("=")) {
                    names.add(lexemes.get(i).text());
                }
            }
        }
        return names;
    }

    private static boolean isStart(Lexeme before) {
        return before.kind() == Lexeme.Kind.LINE_END
                || before.kind() == Lexeme.Kind.COMMENT
                || before.text().equals("{");
    }

    private static boolean isSize(DataValue value) {
        return value.shape().isEmpty()
                && value.missing().isEmpty()
                && value.isWhole()
                && value.values()[0] > 0
                && value.values()[0] < Integer.MAX_VALUE;
    }

    private String type(DataValue value) {
        if (value.text().isPresent()) {
            return "text";
        }
        // What is missing is latent where a continuous distribution observes it: no integer, and
        // not kept from below 0 because the others are positive.
        boolean counts = value.missing().isEmpty() || discrete.contains(value.name());
        String element =
                !counts
                        ? "real"
                        : value.isWhole() ? "int" : allPositive(value) ? "positive" : "real";
        if (value.shape().isEmpty()) {
            return element;
        }
        return element
                + "["
                + String.join(", ", value.shape().stream().map(this::dimension).toList())
                + "]";
    }

    private static boolean allPositive(DataValue value) {
        for (double element : value.values()) {
            if (element <= 0) {
                return false;
            }
        }
        return true;
    }

    private String dimension(int size) {
        String known = dimensions.get(size);
        if (known != null) {
            return known;
        }
        String name = "N";
        for (int number = 2;
                dimensions.containsValue(name) || state.data().containsKey(name);
                number++) {
            name = "N" + number;
        }
        dimensions.put(size, name);
        return name;
    }
}
