package org.pathwise.repl.session;

import org.pathwise.compiler.check.Suggestions;

import java.util.List;
import java.util.Optional;

/** All commands of a session. */
final class Commands {
    /** In the order in which help lists them. */
    static final List<Command> ALL =
            List.of(
                    new DataCommand(),
                    new FitCommand(),
                    new SummaryCommand(),
                    new PlotCommand(),
                    new PairsCommand(),
                    new CompareCommand(),
                    new SitesCommand(),
                    new ExplainCommand(),
                    new CheckCommand(),
                    new ShowCommand(),
                    new RemoveCommand(),
                    MoveCommand.UNDO,
                    MoveCommand.REDO,
                    new ResetCommand(),
                    new SetCommand(),
                    new LoadCommand(),
                    new SaveCommand(),
                    new HelpCommand(),
                    new QuitCommand());

    private Commands() {}

    /** The command of a name, or of the beginning of one if no other begins so. */
    static Optional<Command> named(String name) {
        List<Command> begun =
                ALL.stream()
                        .filter(command -> !name.isEmpty() && command.name().startsWith(name))
                        .toList();
        return begun.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .or(() -> begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty());
    }

    /** What to say of a name that is no command's. */
    static Answer unknown(String name) {
        List<String> names = ALL.stream().map(Command::name).toList();
        List<String> begun = names.stream().filter(other -> other.startsWith(name)).toList();
        if (!name.isEmpty() && begun.size() > 1) {
            return Answer.wrong("`:" + name + "` may be :" + String.join(", :", begun));
        }
        return Answer.wrong(
                "there is no command `:"
                        + name
                        + "`"
                        + Suggestions.nearest(name, names)
                                .map(meant -> "; did you mean `:" + meant + "`?")
                                .orElse("; `:help` lists them"));
    }
}
