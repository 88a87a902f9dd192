package org.pathwise.repl.session;

import org.pathwise.compiler.type.Element;
import org.pathwise.repl.text.Bars;
import org.pathwise.repl.text.Forest;
import org.pathwise.repl.text.Histogram;
import org.pathwise.repl.text.LineChart;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.ElboHistory;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.ElementNames;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code :plot}. */
final class PlotCommand implements Command {
    private static final String ELBO = "elbo";

    @Override
    public String name() {
        return "plot";
    }

    @Override
    public String arguments() {
        return "EXPRESSION|elbo";
    }

    @Override
    public String description() {
        return "Draws the posterior of a number as a histogram, of an array as intervals; or the"
                + " course of the last fit's ELBO.";
    }

    @Override
    public List<String> examples() {
        return List.of(":plot theta[3]", ":plot theta", ":plot theta[1] - theta[2]", ":plot elbo");
    }

    @Override
    public Completion completion() {
        return Completion.NAME;
    }

    @Override
    public List<String> choices() {
        return List.of(ELBO);
    }

    @Override
    public Answer run(String arguments, Context context) {
        if (arguments.isBlank()) {
            return Answer.wrong("`:plot` needs what to plot, such as `:plot mu` or `:plot elbo`");
        }
        Optional<SessionFit> fit = context.fit();
        if (fit.isEmpty()) {
            return Stale.noFit();
        }
        String note = Stale.note(fit.get(), context);
        if (arguments.equals(ELBO) && !fit.get().state().script().names().contains(ELBO)) {
            return new Answer.Said(note + elbo(fit.get(), context.style().width()));
        }
        Inquiry.Result result = Inquiry.of(Written.alone(arguments), context, fit.get());
        return Inquiry.say(result, found -> note + text(found, context.style().width()));
    }

    private static String text(Inquiry.Result.Found found, int width) {
        PosteriorDraws draws = PosteriorText.named(found);
        List<String> lines = new ArrayList<>();
        if (draws.quantities().getFirst().shape().isEmpty()) {
            double[] values = draws.column(0);
            lines.add(found.written().label());
            boolean discrete = found.element() != Element.REAL && Bars.suit(values);
            lines.addAll(discrete ? Bars.of(values, width) : Histogram.of(values, width));
        } else if (draws.width() == 0) {
            lines.add("it has no elements");
        } else {
            String heading = PosteriorText.heading(found);
            if (!heading.isEmpty()) {
                lines.add(heading);
            }
            lines.addAll(forest(draws, width));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> forest(PosteriorDraws draws, int width) {
        List<String> names = ElementNames.bracketed(draws.quantities().getFirst());
        int shown = PosteriorText.shown(names.size());
        List<Forest.Row> rows = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            rows.add(new Forest.Row(names.get(i), Summary.of(draws.column(i))));
        }
        List<String> lines = new ArrayList<>(Forest.of(rows, width));
        if (shown < names.size()) {
            lines.add(PosteriorText.rest(names.size() - shown).stripTrailing());
        }
        return lines;
    }

    private static String elbo(SessionFit fit, int width) {
        List<ElboHistory.Point> points = fit.fitted().result().history();
        if (points.isEmpty()) {
            return "the fit made no steps\n";
        }
        double[] steps = points.stream().mapToDouble(ElboHistory.Point::step).toArray();
        double[] values = points.stream().mapToDouble(ElboHistory.Point::elbo).toArray();
        String what = fit.fitted().model().plan().pointEstimates().isEmpty() ? "ELBO" : "objective";
        return what + " by step\n" + String.join("\n", LineChart.of(steps, values, width)) + "\n";
    }
}
