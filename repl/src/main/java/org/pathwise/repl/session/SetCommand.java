package org.pathwise.repl.session;

import org.pathwise.repl.fit.Setting;
import org.pathwise.repl.text.Numbers;
import org.pathwise.runtime.io.DataValue;

import picocli.CommandLine.TypeConversionException;

import java.util.List;

/** {@code :set}. */
final class SetCommand implements Command {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String arguments() {
        return "[seed N | NAME=VALUE]";
    }

    @Override
    public String description() {
        return "Sets the seed of fits, or a const of the model; without arguments lists both.";
    }

    @Override
    public List<String> examples() {
        return List.of(":set seed 2", ":set K=3");
    }

    @Override
    public Answer run(String arguments, Context context) {
        State state = context.state();
        if (arguments.isEmpty()) {
            return new Answer.Said(listed(state));
        }
        String[] words = arguments.split("[\\s=]+");
        if (words[0].equals("seed") && words.length == 2) {
            if (!words[1].matches("-?\\d{1,18}")) {
                return Answer.wrong("the seed is a whole number, not '" + words[1] + "'");
            }
            return new Answer.Changed(
                    CheckedState.of(state.withSeed(Long.parseLong(words[1]))),
                    "seed " + words[1] + "\n");
        }
        if (!arguments.contains("=")) {
            return Answer.wrong("`:set seed N` or `:set NAME=VALUE`, not '" + arguments + "'");
        }
        try {
            Setting setting = new Setting.Converter().convert(arguments);
            if (!known(setting.name(), context)) {
                return Answer.wrong(
                        "the model has no const or number of data `"
                                + setting.name()
                                + "` to set"
                                + Near.question(
                                        setting.name(),
                                        new Vocabulary(context)
                                                .numbers().stream().map(Candidate::word).toList()));
            }
            return Editing.checked(
                    state.withSetting(setting.value()), listed(setting.value()), context);
        } catch (TypeConversionException e) {
            return Answer.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static boolean known(String name, Context context) {
        return context.model().checked().core().stream()
                .anyMatch(
                        core ->
                                core.constants().stream()
                                                .anyMatch(constant -> constant.name().equals(name))
                                        || core.sizes().contains(name)
                                        || core.data().stream()
                                                .anyMatch(
                                                        input ->
                                                                input.symbol()
                                                                        .name()
                                                                        .equals(name)));
    }

    private static String listed(State state) {
        StringBuilder text = new StringBuilder("seed " + state.seed() + "\n");
        state.settings().values().forEach(value -> text.append(listed(value)));
        return text.toString();
    }

    private static String listed(DataValue value) {
        return value.name() + " = " + Numbers.shortest(value.values()[0]) + "\n";
    }
}
