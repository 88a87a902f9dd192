package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.repl.fit.FitChoices;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.fit.FitWatch;
import org.pathwise.repl.fit.Fitted;
import org.pathwise.repl.fit.Fitting;
import org.pathwise.repl.fit.Input;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.NamedArray;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code :fit}. */
final class FitCommand implements Command {

    /** The options, as picocli reads them. */
    @CommandLine.Command(name = ":fit")
    static final class Options {
        @Mixin FitChoices choices = new FitChoices();

        @CommandLine.Option(
                names = "--fresh",
                description =
                        "Start as `pathwise fit` does, and not from the parameters of the last"
                                + " fit.")
        boolean fresh;

        @CommandLine.Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Write the results there, for `pathwise report` and `predict`.")
        @Nullable Path out;
    }

    @Override
    public String name() {
        return "fit";
    }

    @Override
    public String arguments() {
        return "[OPTION...]";
    }

    @Override
    public String description() {
        return "Fits the model; Ctrl-C stops it and keeps what it has. Options as of `pathwise"
                + " fit`.";
    }

    @Override
    public List<String> examples() {
        return List.of(":fit", ":fit --seed 2 --fresh", ":fit --out results/first");
    }

    @Override
    public Completion completion() {
        return Completion.OPTION;
    }

    /** All options. */
    static List<OptionSpec> options() {
        return new CommandLine(new Options()).getCommandSpec().options();
    }

    @Override
    public Answer run(String arguments, Context context) {
        long start = System.nanoTime();
        List<String> words = new ArrayList<>(Words.of(arguments));
        if (words.stream().noneMatch(word -> word.startsWith("--seed"))) {
            words.addFirst("--seed=" + context.state().seed());
        }
        Options options = new Options();
        try {
            new CommandLine(options).parseArgs(words.toArray(String[]::new));
            options.choices.check();
            Optional<Path> out =
                    Optional.ofNullable(options.out).map(named -> context.path(named.toString()));
            if (out.isPresent() && Files.isRegularFile(out.get())) {
                return Answer.wrong(context.shown(out.get()) + " is a file, not a folder");
            }
            return fit(options, context, start);
        } catch (ParameterException e) {
            return Answer.wrong(message(e));
        } catch (IOException e) {
            return Answer.wrong("the results cannot be written: " + e.getMessage());
        }
    }

    /** What picocli has to say, in words of the session. */
    private static String message(ParameterException wrong) {
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            String name = word.replaceAll("=.*", "");
            List<String> names = options().stream().map(OptionSpec::longestName).toList();
            return word.startsWith("-")
                    ? ":fit has no option " + name + listed(Near.question(name, names))
                    : ":fit has no use for '" + word + "'" + listed("");
        }
        String message = String.valueOf(wrong.getMessage());
        return Character.toLowerCase(message.charAt(0))
                + message.substring(1)
                        .replaceAll(" is not an? (int|long)$", " is no whole number")
                        .replaceAll(" is not a double$", " is no number")
                + listed("");
    }

    private static String listed(String meant) {
        return meant.isEmpty() ? "; `:help fit` lists the options" : meant;
    }

    private static Answer fit(Options options, Context context, long start) throws IOException {
        FitChoices choices = options.choices;
        CheckedState model = context.model();
        if (context.state().script().isEmpty()) {
            return Answer.wrong(
                    "there is no model yet; type a statement such as mu ~ Normal(0, 5)");
        }
        List<String> absent = absent(model);
        if (!absent.isEmpty()) {
            return Answer.wrong(
                    "no data for "
                            + String.join(", ", absent)
                            + "; `:data FILE` reads some, `:data "
                            + absent.getFirst()
                            + " = ...` takes what you type");
        }
        CheckedScript checked =
                choices.guide()
                        .complete(Compiler.check(model.script().source(), choices.estimators()));
        CheckedScript.Bound bound = checked.bind(model.data(), model.settings(), choices.batches());
        List<Diagnostic> said = model.original(bound.diagnostics());
        if (bound.model().isEmpty()) {
            return new Answer.Refused(
                    CheckedState.text(
                            said.stream().filter(Diagnostic::isError).toList(), context.style()));
        }
        BoundModel compiled = bound.model().get();
        Input input =
                new Input(
                        new Source(model.script().source().name(), model.laidOut()),
                        context.state().name(),
                        context.state().files().stream().map(Path::of).map(DataFile::of).toList(),
                        context.state().settings());
        Fitting fitting = new Fitting(input, compiled, said, choices, start);
        List<NamedArray> known =
                options.fresh ? List.of() : fitting.shared(known(context, compiled));
        FitResult result;
        try (FitWatch watch = context.surroundings().watches().get()) {
            result = fitting.run(known, watch);
        }
        if (result.outcome() == FitResult.Outcome.FAILED) {
            return Answer.wrong("the fit " + result.stopReason());
        }
        Fitted fitted = fitting.finish(result);
        StringBuilder text = new StringBuilder();
        text.append(
                CheckedState.text(
                        said.stream().filter(Editing::isForLater).toList(), context.style()));
        fitted.warnings().forEach(warning -> text.append("warning: " + warning + "\n"));
        text.append(started(known));
        text.append(fitted.summary(context.style(), FitSummary.Reader.OF_SESSION));
        if (options.out != null) {
            Path folder = context.path(options.out.toString());
            fitted.write(folder);
            text.append("Results are in " + folder + "\n");
        }
        return new Answer.Fit(
                new SessionFit(fitted, model),
                result.outcome() == FitResult.Outcome.INTERRUPTED,
                text.toString());
    }

    private static List<String> absent(CheckedState model) {
        return model.checked().core().stream()
                .flatMap(core -> core.data().stream())
                .map(input -> input.symbol().name())
                .filter(name -> !model.state().data().containsKey(name))
                .filter(name -> !model.state().settings().containsKey(name))
                .toList();
    }

    /** Parameters of the last fit that mean the same in this model. */
    private static List<NamedArray> known(Context context, BoundModel model) {
        Optional<SessionFit> last = context.fit();
        if (last.isEmpty()) {
            return List.of();
        }
        BoundModel before = last.get().fitted().model();
        Set<String> same = new TreeSet<>();
        for (var site : model.plan().sites()) {
            for (var old : before.plan().sites()) {
                if (old.latent().symbol().name().equals(site.latent().symbol().name())
                        && old.latent().support().equals(site.latent().support())
                        && old.drawnFrom().equals(site.drawnFrom())) {
                    same.add(site.latent().symbol().name());
                }
            }
        }
        // A parameter of the script's own guide or net keeps its meaning with its name and shape.
        Set<String> latents =
                before.plan().sites().stream()
                        .map(site -> site.latent().symbol().name())
                        .collect(Collectors.toSet());
        return last.get().fitted().parameters().stream()
                .filter(
                        array -> {
                            String owner = array.name().replaceAll("\\..*", "");
                            return same.contains(owner) || !latents.contains(owner);
                        })
                .toList();
    }

    private static String started(List<NamedArray> known) {
        return known.isEmpty() ? "" : "started from the last fit\n";
    }
}
