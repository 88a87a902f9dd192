package org.pathwise.compiler.bind;

import org.pathwise.compiler.core.Constant;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.SizeChecks;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Binds data to a script by name, and finds the size of every dimension. */
public final class Binder {
    private final CoreProgram core;
    private final Map<String, DataValue> given;
    private final boolean allRead;
    private final Diagnostics diagnostics;
    private final Sizes sizes;

    /**
     * @param allRead whether the files were read to their ends; if not, what is absent may be in
     *     the rest
     */
    private Binder(
            CoreProgram core,
            Map<String, DataValue> given,
            boolean allRead,
            Diagnostics diagnostics) {
        this.allRead = allRead;
        this.core = core;
        this.given = given;
        this.diagnostics = diagnostics;
        this.sizes = new Sizes(diagnostics);
    }

    /**
     * Binds data.
     *
     * @param data what the data files hold
     * @param settings numbers from the command line; they go before the data files
     * @return the data, or empty if something was wrong, which is in the diagnostics
     */
    public static Optional<BoundData> bind(
            CoreProgram core,
            DataSet data,
            Map<String, DataValue> settings,
            Diagnostics diagnostics) {
        data.errors().forEach(error -> diagnostics.report(BindErrors.file(error)));
        if (!data.errors().isEmpty()) {
            // What an unreadable file holds would only be missed everywhere.
            return Optional.empty();
        }
        Map<String, DataValue> given = new HashMap<>(data.values());
        given.putAll(settings);
        for (String name : settings.keySet()) {
            if (!isDeclared(core, name)) {
                diagnostics.report(BindErrors.unknownSetting(name));
            }
        }
        Optional<BoundData> bound =
                new Binder(core, given, data.errors().isEmpty(), diagnostics).bind();
        return diagnostics.hasErrors() ? Optional.empty() : bound;
    }

    private static boolean isDeclared(CoreProgram core, String name) {
        return core.sizes().contains(name)
                || core.constants().stream().anyMatch(constant -> constant.name().equals(name))
                || core.data().stream().anyMatch(input -> input.symbol().name().equals(name));
    }

    private Optional<BoundData> bind() {
        Map<String, double[]> values = new HashMap<>();
        Map<String, DataValue> incomplete = new HashMap<>();
        core.constants().forEach(constant -> constant(constant, values));
        List<DataInput> present = new ArrayList<>();
        for (DataInput input : core.data()) {
            if (accept(input)) {
                present.add(input);
                if (!value(input).missing().isEmpty()) {
                    incomplete.put(input.symbol().name(), value(input));
                }
                values.put(input.symbol().name(), value(input).values());
            }
        }
        namedSizes();
        present.forEach(this::plainDimensions);
        present.forEach(this::solveDimensions);
        present.forEach(this::checkDimensions);
        if (present.size() == core.data().size()) {
            core.sizes().stream()
                    .sorted()
                    .filter(name -> !sizes.has(name))
                    .forEach(name -> diagnostics.report(BindErrors.noSize(name)));
        }
        if (!diagnostics.hasErrors()) {
            SizeChecks.check(core, sizes.values()).forEach(diagnostics::report);
        }
        return diagnostics.hasErrors()
                ? Optional.empty()
                : Optional.of(new BoundData(sizes.values(), values, incomplete));
    }

    private DataValue value(DataInput input) {
        return Objects.requireNonNull(given.get(input.symbol().name()));
    }

    private void constant(Constant constant, Map<String, double[]> values) {
        double number = constant.value();
        DataValue override = given.get(constant.name());
        String from = "its `const`";
        if (override != null) {
            if (!override.shape().isEmpty()
                    || override.notNumeric().isPresent()
                    || Double.isNaN(override.values()[0])) {
                diagnostics.report(
                        BindErrors.constant(
                                constant.name(),
                                constant.span(),
                                "must be a single number, but "
                                        + override.place()
                                        + " gives something else"));
                return;
            }
            number = override.values()[0];
            from = override.place().toString();
        }
        if (constant.integer()) {
            if (number != Math.rint(number)) {
                diagnostics.report(
                        BindErrors.constant(
                                constant.name(),
                                constant.span(),
                                "must be an integer, but it is " + number + " from " + from));
                return;
            }
            sizes.fix(constant.name(), (int) number, new BindErrors.Fixed(constant.span(), from));
        }
        values.put(constant.name(), new double[] {number});
    }

    /**
     * Whether data is there, of the right rank and kind of elements; says what is wrong otherwise.
     */
    private boolean accept(DataInput input) {
        DataValue value = given.get(input.symbol().name());
        if (value == null) {
            if (allRead) {
                diagnostics.report(
                        BindErrors.missing(input, given.keySet().stream().sorted().toList()));
            }
            return false;
        }
        value = value.folded(input.symbol().type().rank());
        given.put(value.name(), value);
        if (value.notNumeric().isPresent()) {
            diagnostics.report(BindErrors.text(input, value.notNumeric().get()));
            return false;
        }
        if (value.shape().size() != input.symbol().type().rank()) {
            diagnostics.report(BindErrors.shape(input, value));
            return false;
        }
        if (!value.missing().isEmpty() && core.sizes().contains(input.symbol().name())) {
            diagnostics.report(BindErrors.missingSize(input, value));
            return false;
        }
        if (input.symbol().type().element() != Element.REAL) {
            for (int i = 0; i < value.values().length; i++) {
                double number = value.values()[i];
                if (!Double.isNaN(number)
                        && (number != Math.rint(number) || Double.isInfinite(number))) {
                    diagnostics.report(BindErrors.notInteger(input, value, i, element(value, i)));
                    return false;
                }
            }
        }
        return true;
    }

    /** How a user writes an element: {@code y[3]}, {@code X[2, 1]}. */
    static String element(DataValue value, int position) {
        return ElementName.of(value.name(), value.shape(), position);
    }

    /** Sizes that the data gives by name: an entry `N`, or a declared `data N: int`. */
    private void namedSizes() {
        for (String name : core.sizes()) {
            DataValue value = given.get(name);
            if (value != null
                    && value.shape().isEmpty()
                    && value.isWhole()
                    && value.missing().isEmpty()) {
                sizes.fix(
                        name,
                        (int) value.values()[0],
                        new BindErrors.Fixed(null, value.place().toString()));
            }
        }
    }

    private BindErrors.Fixed fixedBy(DataInput input) {
        return new BindErrors.Fixed(input.symbol().span(), "`" + input.symbol().name() + "`");
    }

    private void plainDimensions(DataInput input) {
        List<Dimension> shape = input.symbol().type().shape();
        for (int i = 0; i < shape.size(); i++) {
            int extent = value(input).shape().get(i);
            shape.get(i).name().ifPresent(name -> sizes.fix(name, extent, fixedBy(input)));
        }
    }

    private void solveDimensions(DataInput input) {
        List<Dimension> shape = input.symbol().type().shape();
        for (int i = 0; i < shape.size(); i++) {
            sizes.solve(shape.get(i), value(input).shape().get(i), fixedBy(input));
        }
    }

    private void checkDimensions(DataInput input) {
        List<Dimension> shape = input.symbol().type().shape();
        for (int i = 0; i < shape.size(); i++) {
            Dimension dimension = shape.get(i);
            int extent = value(input).shape().get(i);
            int position = i;
            // A plain name was compared when it was fixed, with both places at hand.
            if (dimension.name().isEmpty()) {
                sizes.extent(dimension)
                        .ifPresent(
                                expected -> {
                                    if (expected != extent) {
                                        diagnostics.report(
                                                BindErrors.extent(
                                                        input,
                                                        value(input),
                                                        position,
                                                        dimension,
                                                        expected));
                                    }
                                });
            }
        }
    }
}
