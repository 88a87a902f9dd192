package org.pathwise.repl.session;

import org.pathwise.compiler.parse.Lexeme;
import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Scatter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code :pairs}. */
final class PairsCommand implements Command {
    @Override
    public String name() {
        return "pairs";
    }

    @Override
    public String arguments() {
        return "EXPRESSION EXPRESSION";
    }

    @Override
    public String description() {
        return "Draws two numbers of the posterior against each other, and prints their"
                + " correlation.";
    }

    @Override
    public List<String> examples() {
        return List.of(":pairs mu tau", ":pairs theta[1] - mu, log(tau)");
    }

    @Override
    public Completion completion() {
        return Completion.NAME;
    }

    @Override
    public Answer run(String arguments, Context context) {
        List<String> both = both(arguments);
        if (both.size() != 2) {
            return Answer.wrong(
                    "`:pairs` takes two expressions, such as `:pairs mu tau` or `:pairs mu - 1,"
                            + " log(tau)`");
        }
        Optional<SessionFit> fit = context.fit();
        if (fit.isEmpty()) {
            return Stale.noFit();
        }
        List<Inquiry.Result.Found> found = new ArrayList<>();
        for (String expression : both) {
            switch (Inquiry.of(Written.alone(expression), context, fit.get())) {
                case Inquiry.Result.Wrong(Answer answer) -> {
                    return answer;
                }
                case Inquiry.Result.Found one -> {
                    if (!one.draws().quantities().getFirst().shape().isEmpty()) {
                        return Answer.wrong(
                                expression + " is an array; choose an element, such as [1]");
                    }
                    found.add(one);
                }
            }
        }
        double[] x = found.getFirst().draws().column(0);
        double[] y = found.getLast().draws().column(0);
        return new Answer.Said(
                Stale.note(fit.get(), context)
                        + String.join(
                                "\n",
                                Scatter.of(
                                        both.getFirst(),
                                        x,
                                        both.getLast(),
                                        y,
                                        context.style().width()))
                        + "\n"
                        + correlation(x, y));
    }

    /** What stands before and behind a comma, or a space, outside of all brackets. */
    private static List<String> both(String text) {
        List<String> parts = cut(text, ",");
        return parts.size() == 2 ? parts : cut(text, " ");
    }

    private static List<String> cut(String text, String sign) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (Lexeme lexeme : Lexeme.of(text)) {
            depth +=
                    switch (lexeme.text()) {
                        case "(", "[" -> 1;
                        case ")", "]" -> -1;
                        default -> 0;
                    };
            if (depth == 0 && lexeme.text().strip().equals(sign.strip())) {
                parts.add(text.substring(start, lexeme.start()).strip());
                start = lexeme.end();
            }
        }
        parts.add(text.substring(start).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** Pearson's coefficient with its standard error for independent draws. */
    private static String correlation(double[] x, double[] y) {
        double r = Correlation.of(x, y);
        if (Double.isNaN(r)) {
            return "no correlation: one of the two does not vary, or is not finite\n";
        }
        double error = (1 - r * r) / Math.sqrt(x.length - 1.0);
        return "correlation "
                + Numbers.fixed(r, 3)
                + " (Monte Carlo error "
                + Numbers.fixed(error, 3)
                + ")\n";
    }
}
