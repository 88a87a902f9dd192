package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.estimate.Explanation;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.repl.text.Prose;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code :explain}. */
final class ExplainCommand implements Command {
    /** How explanations name a place of the text that the compiler reads. */
    private static final Pattern PLACE = Pattern.compile(" at (\\d+):(\\d+)");

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String arguments() {
        return "[LATENT]";
    }

    @Override
    public String description() {
        return "Says why a latent's gradient is estimated so, and what would make that cheaper.";
    }

    @Override
    public List<String> examples() {
        return List.of(":explain z", ":explain");
    }

    @Override
    public Completion completion() {
        return Completion.NAME;
    }

    @Override
    public Answer run(String arguments, Context context) {
        List<String> latents =
                context.model().plan().map(Plan::sites).orElse(List.of()).stream()
                        .map(site -> site.latent().symbol().name())
                        .toList();
        String name = arguments.replaceAll("\\[.*", "").strip();
        if (latents.isEmpty()) {
            return Answer.wrong("there are no latents yet; x ~ Normal(0, 1) makes one");
        }
        if (!name.isEmpty() && !latents.contains(name)) {
            boolean known =
                    new Vocabulary(context)
                            .quantities().stream().anyMatch(other -> other.word().equals(name));
            return Answer.wrong(
                    "'"
                            + name
                            + "' is no latent"
                            + (known
                                    ? "; only latents have estimators"
                                    : Near.question(name, latents)));
        }
        StringBuilder text = new StringBuilder();
        for (String latent : name.isEmpty() ? latents : List.of(name)) {
            explanation(latent, context)
                    .ifPresent(
                            explanation ->
                                    text.append(text.isEmpty() ? "" : "\n")
                                            .append(text(explanation, context)));
        }
        return new Answer.Said(text.toString());
    }

    private static Optional<Explanation> explanation(String latent, Context context) {
        CheckedState model = context.model();
        return model.bound()
                .map(bound -> bound.explain(latent))
                .orElseGet(() -> model.checked().explain(latent));
    }

    private static String text(Explanation explanation, Context context) {
        int width = context.style().width();
        StringBuilder text = new StringBuilder();
        text.append(
                Prose.wrapped(placed(explanation.title(), context), "", 2, width)
                        .lines()
                        .map(line -> context.style().strong(line) + "\n")
                        .reduce("", String::concat));
        explanation
                .why()
                .forEach(
                        sentence ->
                                text.append(
                                        Prose.wrapped(
                                                placed(sentence.text(), context), "  ", 4, width)));
        if (!explanation.advice().isEmpty()) {
            text.append("What would help:\n");
            explanation
                    .advice()
                    .forEach(
                            sentence ->
                                    text.append(
                                            Prose.wrapped(
                                                    placed(sentence.text(), context),
                                                    "  - ",
                                                    4,
                                                    width)));
        }
        return text.toString();
    }

    /** The text with its places where the user typed them; others are left out. */
    private static String placed(String text, Context context) {
        return PLACE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        original(found, context.model().script())));
    }

    private static String original(MatchResult found, SessionScript.Assembled script) {
        Source source = script.source();
        int line = Integer.parseInt(found.group(1));
        if (line > source.lineCount()) {
            return "";
        }
        int column = Integer.parseInt(found.group(2)) - 1;
        int start = source.lineStart(line);
        if (column > source.text().codePointCount(start, source.lineEnd(line))) {
            return "";
        }
        int offset = source.text().offsetByCodePoints(start, column);
        @Nullable Span typed = script.pieces().original(source.span(offset, offset));
        return typed == null ? "" : " at " + typed;
    }
}
