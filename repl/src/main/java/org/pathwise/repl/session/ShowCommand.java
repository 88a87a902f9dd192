package org.pathwise.repl.session;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.core.Printer;
import org.pathwise.compiler.estimate.PlanPrinter;
import org.pathwise.repl.text.BytecodeListing;

import java.util.List;
import java.util.function.Function;

/** {@code :show}. */
final class ShowCommand implements Command {
    private static final List<String> STAGES =
            List.of("script", "core", "plan", "array", "bytecode");

    @Override
    public String name() {
        return "show";
    }

    @Override
    public String arguments() {
        return "[" + String.join("|", STAGES) + "]";
    }

    @Override
    public String description() {
        return "Shows the script, or what a stage of the compiler made of it.";
    }

    @Override
    public Completion completion() {
        return Completion.CHOICE;
    }

    @Override
    public List<String> choices() {
        return STAGES;
    }

    @Override
    public Answer run(String arguments, Context context) {
        CheckedState model = context.model();
        return switch (arguments.isEmpty() ? "script" : arguments) {
            case "script" -> new Answer.Said(model.laidOut());
            case "core" -> new Answer.Said(model.core().map(Printer::print).orElse(""));
            case "plan" -> new Answer.Said(model.plan().map(PlanPrinter::print).orElse(""));
            case "array" ->
                    compiled(
                            context,
                            objective ->
                                    org.pathwise.compiler.array.Printer.print(objective.program()));
            case "bytecode" ->
                    compiled(context, objective -> BytecodeListing.text(objective.classFile()));
            default ->
                    Answer.wrong(
                            "there is no stage '"
                                    + arguments
                                    + "', only "
                                    + String.join(", ", STAGES)
                                    + Near.question(arguments, STAGES));
        };
    }

    private static Answer compiled(Context context, Function<CompiledObjective, String> text) {
        if (context.model().bound().isEmpty()) {
            return Answer.wrong(
                    "this needs the data, and they are not there or do not fit; `:check` says"
                            + " more");
        }
        BoundModel model = context.model().bound().get();
        return new Answer.Said(text.apply(model.objective(model.defaultParticles())));
    }
}
