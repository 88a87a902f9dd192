package org.pathwise.repl;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.ast.AstPrinter;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.estimate.PlanPrinter;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.repl.fit.BatchOptions;
import org.pathwise.repl.fit.EstimatorOptions;
import org.pathwise.repl.fit.GuideKind;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.BytecodeListing;
import org.pathwise.repl.text.Messages;
import org.pathwise.repl.text.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code pathwise show}: what each stage of the compiler made of a script. */
@Command(
        name = "show",
        description = "Shows what a stage of the compiler made of a script.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  pathwise show plan model.pw",
            "  pathwise show array examples/eight-schools"
        })
final class ShowCommand implements Callable<Integer> {
    /** The stages, in the order of the pipeline. */
    enum Stage {
        AST,
        CORE,
        PLAN,
        ARRAY,
        BYTECODE;

        static final class Converter implements ITypeConverter<Stage> {
            @Override
            public Stage convert(String text) {
                for (Stage stage : values()) {
                    if (stage.word().equals(text)) {
                        return stage;
                    }
                }
                throw new TypeConversionException(
                        "there is no stage '"
                                + text
                                + "', only "
                                + Arrays.stream(values())
                                        .map(Stage::word)
                                        .collect(Collectors.joining(", ")));
            }
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STAGE",
            converter = Stage.Converter.class,
            description = {
                "ast: the syntax tree.",
                "core: the typed program, every name with its type and its dimensions.",
                "plan: the estimator of each latent, and the terms that it reaches.",
                "array: the array program of ELBO and gradient, simplified; needs the data.",
                "bytecode: the class that is generated from it; needs the data."
            })
    private Stage stage = Stage.AST;

    @Parameters(
            index = "1",
            paramLabel = ScriptOptions.SCRIPT_LABEL,
            description = ScriptOptions.SCRIPT_HELP)
    private Path script = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Mixin private EstimatorOptions estimators = new EstimatorOptions();

    @Mixin private BatchOptions batches = new BatchOptions();

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Input input = options.open(script);
        return switch (stage) {
            case AST -> ast(input);
            case CORE -> checked(input, checked -> checked.core().map(Printer::print));
            case PLAN -> checked(input, checked -> checked.plan().map(PlanPrinter::print));
            case ARRAY ->
                    compiled(
                            input,
                            objective ->
                                    org.pathwise.compiler.array.Printer.print(objective.program()));
            case BYTECODE ->
                    compiled(input, objective -> BytecodeListing.text(objective.classFile()));
        };
    }

    /** Shows the tree even if it has errors, as far as there is one. */
    private int ast(Input input) {
        Diagnostics diagnostics = new Diagnostics();
        Script tree = Parser.parse(input.source(), diagnostics);
        Messages.print(terminal, diagnostics.all());
        if (tree != null) {
            terminal.out().print(AstPrinter.print(tree));
        }
        return diagnostics.hasErrors() ? ExitCode.WRONG_INPUT : ExitCode.FINE;
    }

    private int checked(Input input, Function<CheckedScript, Optional<String>> text) {
        CheckedScript checked = Compiler.check(input.source(), estimators.options());
        Messages.print(terminal, checked.diagnostics());
        text.apply(checked).ifPresent(terminal.out()::print);
        return checked.hasErrors() ? ExitCode.WRONG_INPUT : ExitCode.FINE;
    }

    private int compiled(Input input, Function<CompiledObjective, String> text) {
        Optional<BoundModel> model =
                Binding.bind(
                                terminal,
                                input,
                                GuideKind.MEANFIELD,
                                estimators.options(),
                                batches.batches())
                        .model();
        if (model.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        terminal.out().print(text.apply(model.get().objective(model.get().defaultParticles())));
        return ExitCode.FINE;
    }
}
