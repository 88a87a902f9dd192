package org.pathwise.repl.session;

import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.LanguageWord;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The names that mean something in a session, as candidates of a completion. */
final class Vocabulary {
    private final Context context;

    Vocabulary(Context context) {
        this.context = context;
    }

    /** Latents, definitions, generated quantities and data of the model. */
    List<Candidate> quantities() {
        Map<String, Candidate> names = new LinkedHashMap<>();
        symbols()
                .forEach(
                        (name, symbol) ->
                                names.put(
                                        name,
                                        new Candidate(
                                                name,
                                                described(symbol),
                                                group(symbol.kind()),
                                                true)));
        Declarations.types(context.state())
                .forEach(
                        (name, type) ->
                                names.putIfAbsent(
                                        name, new Candidate(name, "data, " + type, "data", true)));
        return List.copyOf(names.values());
    }

    /** Constants and sizes. */
    List<Candidate> numbers() {
        List<Candidate> numbers = new ArrayList<>();
        for (CoreProgram core : context.model().checked().core().stream().toList()) {
            Set<String> known = symbols().keySet();
            core.constants()
                    .forEach(
                            constant ->
                                    numbers.add(
                                            new Candidate(
                                                    constant.name(),
                                                    "a constant",
                                                    "constants",
                                                    true)));
            core.sizes().stream()
                    .filter(size -> !known.contains(size))
                    .filter(size -> numbers.stream().noneMatch(n -> n.word().equals(size)))
                    .sorted()
                    .forEach(size -> numbers.add(new Candidate(size, "a size", "constants", true)));
        }
        return numbers;
    }

    /**
     * Functions of the script and of the language; the words open their brackets.
     *
     * @param layers whether those that only nets can call are among them
     */
    List<Candidate> functions(boolean layers) {
        List<Candidate> functions = new ArrayList<>();
        for (Item item : items()) {
            if (item instanceof Item.FunctionDeclaration(var name, var parameters, _, _, _)) {
                functions.add(called(name.name(), own(name.name(), parameters), "your own"));
            } else if (item instanceof Item.NetDeclaration(var name, var parameters, _, _, _)) {
                functions.add(called(name.name(), own(name.name(), parameters), "your own"));
            }
        }
        for (LanguageWord word : words(LanguageWord.Kind.FUNCTION, LanguageWord.Kind.LAYER)) {
            if (layers || word.kind() == LanguageWord.Kind.FUNCTION) {
                functions.add(called(word.word(), word.form(), "functions"));
            }
        }
        for (String name : Catalogue.functionNames()) {
            if (Character.isLetter(name.charAt(0)) && !isOperator(name)) {
                String signature = Catalogue.function(name).orElseThrow().signature();
                boolean bare = signature.startsWith(name + "()");
                functions.add(
                        new Candidate(name + (bare ? "()" : "("), signature, "functions", bare));
            }
        }
        return functions;
    }

    /** Words such as {@code and}, which the catalogue has among its functions. */
    static boolean isOperator(String function) {
        return function.equals("neg")
                || Catalogue.words().stream().anyMatch(word -> word.word().equals(function));
    }

    /** What can stand behind a tilde; the words open their brackets. */
    List<Candidate> distributions() {
        List<Candidate> distributions = new ArrayList<>();
        for (Item item : items()) {
            if (item instanceof Item.DistributionDeclaration(var name, var parameters, _, _)) {
                distributions.add(called(name.name(), own(name.name(), parameters), "your own"));
            }
        }
        for (String name : Catalogue.distributionNames()) {
            List<Distribution> forms = Catalogue.distributions(name);
            String signatures =
                    forms.stream().map(Distribution::signature).collect(Collectors.joining(" or "));
            boolean bare = forms.stream().allMatch(form -> form.parameters().isEmpty());
            distributions.add(
                    new Candidate(
                            name + (bare ? "()" : "("),
                            signatures + " on " + forms.getFirst().support(),
                            "distributions",
                            bare));
        }
        for (LanguageWord word : words(LanguageWord.Kind.DISTRIBUTION)) {
            distributions.add(called(word.word(), word.form(), "built on others"));
        }
        return distributions;
    }

    /** The parameters of a distribution, with what is to be said of each; empty if unknown. */
    Map<String, String> parameters(String distribution) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Item item : items()) {
            if (item instanceof Item.DistributionDeclaration(var name, var own, _, _)
                    && name.name().equals(distribution)) {
                own.forEach(
                        parameter ->
                                parameters.put(
                                        parameter.name().name(),
                                        parameter.type() == null
                                                ? "real"
                                                : parameter.type().span().text()));
                return parameters;
            }
        }
        for (Distribution form : Catalogue.distributions(distribution)) {
            form.parameters()
                    .forEach(
                            parameter ->
                                    parameters.putIfAbsent(
                                            parameter.name(), parameter.support().toString()));
        }
        if (distribution.equals("Truncated") || distribution.equals("Censored")) {
            parameters.put("lower", "the lower end");
            parameters.put("upper", "the upper end");
        }
        return parameters;
    }

    /** Words of some kinds, with their forms. */
    static List<Candidate> candidates(String group, LanguageWord.Kind... kinds) {
        return words(kinds).stream().map(word -> candidate(group, word)).toList();
    }

    private static Candidate candidate(String group, LanguageWord word) {
        boolean sized = word.form().startsWith(word.word() + "[");
        String description =
                switch (word.kind()) {
                    case ITEM, STATEMENT, GUIDE_STATEMENT, RESULT, DISTRIBUTION, FUNCTION, LAYER ->
                            word.form();
                    case EXPRESSION, INFIX, TYPE, ANNOTATION -> word.summary();
                };
        return new Candidate(word.word() + (sized ? "[" : ""), description, group, !sized);
    }

    private static List<LanguageWord> words(LanguageWord.Kind... kinds) {
        Set<LanguageWord.Kind> wanted = Set.copyOf(Arrays.asList(kinds));
        return Catalogue.words().stream().filter(word -> wanted.contains(word.kind())).toList();
    }

    /** The sizes of a quantity's dimensions; empty where they are not known. */
    List<Integer> shape(String name) {
        Symbol symbol = symbols().get(name);
        if (context.state().data().containsKey(name)) {
            return context.state().data().get(name).shape();
        }
        if (symbol == null) {
            return List.of();
        }
        Map<String, Integer> sizes =
                context.model().bound().map(bound -> bound.sizes()).orElse(Map.of());
        List<Integer> shape = new ArrayList<>();
        for (Dimension dimension : symbol.type().shape()) {
            OptionalInt known = dimension.known();
            if (known.isPresent()) {
                shape.add(known.getAsInt());
            } else if (sizes.keySet().containsAll(dimension.coefficients().keySet())) {
                shape.add(dimension.evaluate(sizes));
            } else {
                return List.of();
            }
        }
        return shape;
    }

    private Map<String, Symbol> symbols() {
        Map<String, Symbol> symbols = new LinkedHashMap<>();
        for (CoreProgram core : context.model().checked().core().stream().toList()) {
            core.latents().forEach(latent -> put(latent.symbol(), symbols));
            core.model().forEach(statement -> defined(statement, symbols));
            core.generate().forEach(statement -> defined(statement, symbols));
            core.derived().forEach(statement -> defined(statement, symbols));
            core.data().forEach(input -> put(input.symbol(), symbols));
        }
        return symbols;
    }

    private static void defined(Statement statement, Map<String, Symbol> symbols) {
        switch (statement) {
            case Statement.Definition(Symbol symbol, _, _) -> put(symbol, symbols);
            case Statement.Recursion(_, _, List<Statement.Definition> definitions, _) ->
                    definitions.forEach(inner -> put(inner.symbol(), symbols));
            case Statement.Sample(Symbol symbol, _, _) -> put(symbol, symbols);
            case Statement.Term _ -> {}
        }
    }

    private static void put(Symbol symbol, Map<String, Symbol> symbols) {
        symbols.putIfAbsent(symbol.name(), symbol);
    }

    private static String described(Symbol symbol) {
        return switch (symbol.kind()) {
            case LATENT -> "latent, " + symbol.type();
            case DATA, IMPUTED -> "data, " + symbol.type();
            case DERIVED -> "derived data, " + symbol.type();
            case DEFINITION, PARAMETER, WEIGHT -> symbol.type().toString();
            case GENERATED -> "generated, " + symbol.type();
        };
    }

    private static String group(Symbol.Kind kind) {
        return switch (kind) {
            case LATENT -> "latents";
            case DATA, IMPUTED, DERIVED -> "data";
            case DEFINITION, PARAMETER, WEIGHT, GENERATED -> "definitions";
        };
    }

    private List<Item> items() {
        return context.model().checked().ast().stream()
                .map(Script::items)
                .flatMap(List::stream)
                .toList();
    }

    private static String own(String name, List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.span().text())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static Candidate called(String name, String signature, String group) {
        return new Candidate(name + "(", signature, group, false);
    }
}
