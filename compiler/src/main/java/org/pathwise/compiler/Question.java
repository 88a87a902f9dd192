package org.pathwise.compiler;

import org.pathwise.compiler.ast.Block;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.lower.LowerDraws;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.program.DrawProgram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question about a fitted model: an expression as one more generated quantity, after those of the
 * script. With the fit's parameters and seed, its draws go with the fit's own, draw by draw:
 * latents and generated quantities have the same values in both, because a noise is numbered by
 * what stands before it.
 */
public final class Question {
    /** The quantity's name, which no script can have. */
    public static final String NAME = "the answer";

    private Question() {}

    /** Whether the quantities that a script generates itself are there too. */
    public enum Generated {
        KEPT,
        LEFT_OUT
    }

    /**
     * Puts a question to a script.
     *
     * @param script without errors
     * @param question a text of data declarations and of a {@code generate} block, whose last
     *     statement defines what is asked for under any name
     * @param own what becomes of the script's own generated quantities
     * @return the script with the question, to be completed as the script was for its fit; its
     *     diagnostics have places in both texts
     */
    public static CheckedScript put(CheckedScript script, Source question, Generated own) {
        Diagnostics diagnostics = new Diagnostics();
        Script added = Parser.parse(question, diagnostics);
        if (added == null || script.ast().isEmpty()) {
            return new CheckedScript(
                    question,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    script.options(),
                    diagnostics.all());
        }
        List<Item> items = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (Item item : script.ast().get().items()) {
            if (!(item instanceof Item.GenerateBlock(Block block, _))) {
                items.add(item);
            } else if (own == Generated.KEPT) {
                statements.addAll(block.statements());
            }
        }
        for (Item item : added.items()) {
            if (item instanceof Item.GenerateBlock(Block body, var span)) {
                statements.addAll(named(body.statements()));
                items.add(new Item.GenerateBlock(new Block(statements, body.span()), span));
            } else {
                items.add(item);
            }
        }
        return Compiler.check(
                new Script(items, script.ast().get().span()), script.options(), diagnostics);
    }

    private static List<Statement> named(List<Statement> statements) {
        List<Statement> named = new ArrayList<>(statements);
        if (named.removeLast()
                instanceof
                Statement.Definition(var name, var subscripts, var type, var value, var s)) {
            named.add(
                    new Statement.Definition(
                            new Identifier(NAME, name.span()), subscripts, type, value, s));
            return named;
        }
        throw new IllegalArgumentException("the last statement of a question is no definition");
    }

    /**
     * A question that can be drawn.
     *
     * @param program empty if something is wrong; its only quantity is the answer
     * @param parameters of the fit, in the program's order
     * @param type of the answer; a real number if something is wrong
     * @param elements the most numbers that an array of the computation has for each draw
     */
    public record Asked(
            Optional<DrawProgram> program,
            double[] parameters,
            Type type,
            long elements,
            List<Diagnostic> diagnostics) {
        public Asked {
            diagnostics = List.copyOf(diagnostics);
        }

        static Asked wrong(List<Diagnostic> diagnostics) {
            return new Asked(Optional.empty(), new double[0], Type.REAL, 0, diagnostics);
        }
    }

    /**
     * Brings a question, the data of the fit and the fitted parameters together.
     *
     * @param question a script with a question, completed as for the fit
     * @param fitted the parameters of the fit
     * @param draws how many are wanted
     */
    public static Asked bind(
            CheckedScript question,
            DataSet data,
            Map<String, DataValue> settings,
            List<NamedArray> fitted,
            int draws) {
        CheckedScript.Bound bound = question.bind(data, settings);
        return bound.model()
                .map(model -> compiled(model, fitted, draws, bound.diagnostics()))
                .orElseGet(() -> Asked.wrong(bound.diagnostics()));
    }

    /**
     * The same question about predictions: in the place of observed data stand new values, drawn as
     * the model's statements say.
     *
     * @param question a script with nothing else in {@code generate}
     */
    public static Asked predict(
            CheckedScript question,
            DataSet data,
            Map<String, DataValue> settings,
            List<NamedArray> fitted,
            int draws) {
        if (question.hasErrors() || question.core().isEmpty()) {
            return Asked.wrong(question.diagnostics());
        }
        Diagnostics diagnostics = new Diagnostics();
        Optional<Replication.Replicated> replicated =
                Replication.of(question.core().get(), data, settings, diagnostics);
        if (replicated.isEmpty()) {
            return Asked.wrong(diagnostics.all());
        }
        Map<String, DataValue> more = new LinkedHashMap<>(data.values());
        more.putAll(replicated.get().indices());
        CheckedScript script =
                new CheckedScript(
                        question.source(),
                        question.ast(),
                        Optional.of(replicated.get().core()),
                        question.plan(),
                        question.options(),
                        List.of());
        return bind(script, new DataSet(more, data.errors()), settings, fitted, draws);
    }

    private static Asked compiled(
            BoundModel model, List<NamedArray> fitted, int draws, List<Diagnostic> said) {
        Symbol answer = answer(model.core());
        LowerDraws one = model.lowered(answer, 1);
        double[] parameters = new double[one.parameters().size()];
        List<String> absent = NamedArray.fill(parameters, one.parameters(), fitted);
        if (!absent.isEmpty()) {
            return Asked.wrong(List.of(QuestionErrors.notFitted(place(model.core()), absent)));
        }
        return new Asked(
                Optional.of(model.draws(answer, BoundModel.batch(draws, one.largest()))),
                parameters,
                answer.type(),
                one.largest(),
                said);
    }

    /** What is asked for. */
    static Symbol answer(CoreProgram core) {
        return core.generate().stream()
                .flatMap(NewSymbols::defined)
                .filter(symbol -> symbol.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    /** Where the question stands. */
    static Span place(CoreProgram core) {
        return core.generate().stream()
                .filter(org.pathwise.compiler.core.Statement.Definition.class::isInstance)
                .map(org.pathwise.compiler.core.Statement.Definition.class::cast)
                .filter(definition -> definition.symbol().name().equals(NAME))
                .map(definition -> definition.pieces().getFirst().content().span())
                .findFirst()
                .orElseThrow();
    }
}
