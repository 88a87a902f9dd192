package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Question;
import org.pathwise.compiler.parse.Lexeme;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Element;
import org.pathwise.repl.fit.FitChoices;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.PosteriorDraws;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Computes an expression for the draws of a fit. */
final class Inquiry {
    private static final String BEFORE = "generate {\n  answer = ";
    private static final String BEHIND = "\n}\n";

    /** Names of values and of functions that the script does not have. */
    private static final Set<String> UNKNOWN_NAMES = Set.of("E0201", "E0210");

    /** How many numbers may be computed for one question. */
    private static final long COMFORTABLE = 1L << 28;

    private static final int LEAST_DRAWS = 100;

    /** Up to so many numbers are quicker computed than handed to threads. */
    private static final long FEW = 1 << 20;

    private final Written written;
    private final Context context;
    private final SessionFit fit;
    private final Source question;
    private final Pieces pieces = new Pieces();

    private Inquiry(Written written, Context context, SessionFit fit) {
        this.written = written;
        this.context = context;
        this.fit = fit;
        Set<String> names =
                Lexeme.of(written.text()).stream()
                        .filter(lexeme -> lexeme.kind() == Lexeme.Kind.NAME)
                        .map(Lexeme::text)
                        .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        Declarations.further(fit.state(), names, fit.fitted().model().sizes())
                .forEach(line -> text.append(line).append('\n'));
        text.append(BEFORE);
        pieces.add(text.length(), written.span());
        text.append(written.text()).append(BEHIND);
        this.question = new Source("question", text.toString());
    }

    /** What came of it. */
    sealed interface Result {

        /**
         * The draws.
         *
         * @param draws of the expression, as the one quantity
         * @param element what its elements are
         */
        record Found(Written written, PosteriorDraws draws, Element element) implements Result {}

        /** What is wrong. */
        record Wrong(Answer answer) implements Result {}
    }

    /** Computes an expression for each draw of a fit, with what its script generates. */
    static Result of(Written written, Context context, SessionFit fit) {
        return new Inquiry(written, context, fit).ask();
    }

    /** Predicts an expression of observed data. */
    static Result prediction(Written written, Context context, SessionFit fit) {
        Inquiry inquiry = new Inquiry(written, context, fit);
        int wanted = inquiry.wanted();
        return inquiry.drawn(
                Question.predict(
                        inquiry.checked(Question.Generated.LEFT_OUT),
                        fit.model().data(),
                        fit.model().settings(),
                        fit.fitted().parameters(),
                        wanted),
                wanted);
    }

    /** The expression as it was observed, in two draws; nothing where it has missing elements. */
    static Result observed(Written written, Context context, SessionFit fit) {
        Inquiry inquiry = new Inquiry(written, context, fit);
        return inquiry.drawn(inquiry.bound(Question.Generated.LEFT_OUT, 2), 2);
    }

    private Result ask() {
        return drawn(bound(Question.Generated.KEPT, wanted()), wanted());
    }

    private int wanted() {
        return fit.fitted().choices().draws();
    }

    private Question.Asked bound(Question.Generated generated, int wanted) {
        return Question.bind(
                checked(generated),
                fit.model().data(),
                fit.model().settings(),
                fit.fitted().parameters(),
                wanted);
    }

    private CheckedScript checked(Question.Generated generated) {
        FitChoices choices = fit.fitted().choices();
        CheckedScript script = fit.model().checked();
        CheckedScript asked =
                Question.put(
                        new CheckedScript(
                                script.source(),
                                script.ast(),
                                script.core(),
                                script.plan(),
                                choices.estimators(),
                                List.of()),
                        question,
                        generated);
        return choices.guide().complete(asked);
    }

    private Result drawn(Question.Asked bound, int wanted) {
        return bound.program()
                .<Result>map(
                        program -> {
                            long affordable = COMFORTABLE / Math.max(1, bound.elements());
                            int least = Math.min(LEAST_DRAWS, wanted);
                            int count = Math.clamp(affordable, least, wanted);
                            boolean few = count * bound.elements() <= FEW;
                            FitChoices choices = fit.fitted().choices();
                            return new Result.Found(
                                    written,
                                    DrawSampler.sample(
                                            program,
                                            bound.parameters(),
                                            choices.seed(),
                                            count,
                                            few ? 1 : choices.threads()),
                                    bound.type().element());
                        })
                .orElseGet(() -> new Result.Wrong(wrong(bound.diagnostics())));
    }

    private Answer wrong(List<Diagnostic> said) {
        List<Diagnostic> errors =
                said.stream()
                        .filter(Diagnostic::isError)
                        .map(diagnostic -> Pieces.moved(diagnostic, this::original))
                        .map(this::explained)
                        .toList();
        return new Answer.Refused(CheckedState.text(errors, context.style()));
    }

    /** A place in the question, or in the script that was fitted. */
    private @Nullable Span original(Span span) {
        return span.source() == question
                ? pieces.original(span)
                : fit.model().script().pieces().original(span);
    }

    /** What the model has now and did not have when it was fitted. */
    private Diagnostic explained(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        if (span == null
                || !UNKNOWN_NAMES.contains(diagnostic.code())
                || span.source() != written.span().source()
                || !context.state().script().names().contains(span.text())) {
            return diagnostic;
        }
        return new Diagnostic(
                diagnostic.severity(),
                diagnostic.code(),
                span,
                "`" + span.text() + "` is not part of the last fit",
                "came into the model later",
                diagnostic.related(),
                diagnostic.notes(),
                "`:fit` fits the model as it is now");
    }

    /** Says something of the draws, or what was wrong. */
    static Answer say(Result result, Function<Result.Found, String> text) {
        return switch (result) {
            case Result.Wrong(Answer answer) -> answer;
            case Result.Found found -> new Answer.Said(text.apply(found));
        };
    }
}
