package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Everything that scripts can name without defining it, and the transform of every support. */
public final class Catalogue {
    private Catalogue() {}

    private static final class Distributions {
        static final LinkedHashMap<String, List<Distribution>> BY_NAME = new LinkedHashMap<>();

        static {
            List<Distribution> all = new ArrayList<>(NormalDistributions.all());
            all.addAll(SkewedNormals.all());
            all.addAll(StudentTDistributions.all());
            all.addAll(RealDistributions.all());
            all.add(VonMises.entry());
            all.addAll(IntervalDistributions.all());
            all.addAll(PositiveDistributions.all());
            all.add(InverseGaussian.entry());
            all.addAll(GammaDistributions.all());
            all.add(GammaPower.entry());
            all.addAll(UnitDistributions.all());
            all.addAll(DiscreteDistributions.all());
            all.addAll(Categorical.all());
            all.addAll(Ordered.all());
            all.add(Dirichlet.entry());
            all.addAll(Multinomial.all());
            all.addAll(MultivariateNormal.all());
            all.addAll(MultivariateStudentT.all());
            all.addAll(LkjDistribution.all());
            all.addAll(WishartDistribution.all());
            all.addAll(LogisticNormal.all());
            all.add(RandomWalk.entry());
            all.addAll(AutoregressiveProcess.all());
            for (Distribution distribution : all) {
                BY_NAME.computeIfAbsent(distribution.name(), _ -> new ArrayList<>())
                        .add(distribution);
            }
            BY_NAME.replaceAll((_, entries) -> List.copyOf(entries));
        }
    }

    private static final class Functions {
        static final LinkedHashMap<String, BuiltIn> BY_NAME = new LinkedHashMap<>();

        static {
            List<BuiltIn> all = new ArrayList<>(Operators.all());
            all.addAll(Products.all());
            all.addAll(ElementwiseFunctions.all());
            all.addAll(Reductions.all());
            all.addAll(MatrixFunctions.all());
            all.addAll(CovarianceFunctions.all());
            for (BuiltIn function : all) {
                BY_NAME.put(function.name(), function);
            }
        }
    }

    private static final class Words {
        static final List<LanguageWord> ALL = LanguageWords.all();
    }

    /**
     * The parameterizations of a name, the one for positional arguments first; empty for an unknown
     * name.
     */
    public static List<Distribution> distributions(String name) {
        return Distributions.BY_NAME.getOrDefault(name, List.of());
    }

    /** A function by its name or an operator by its symbol. */
    public static Optional<BuiltIn> function(String name) {
        return Optional.ofNullable(Functions.BY_NAME.get(name));
    }

    /** The names of all distributions, for lists and suggestions. */
    public static SequencedSet<String> distributionNames() {
        return Collections.unmodifiableSequencedSet(Distributions.BY_NAME.sequencedKeySet());
    }

    /** The names of all functions and the symbols of all operators. */
    public static SequencedSet<String> functionNames() {
        return Collections.unmodifiableSequencedSet(Functions.BY_NAME.sequencedKeySet());
    }

    /** The words of the language besides functions and distributions. */
    public static List<LanguageWord> words() {
        return Words.ALL;
    }

    /**
     * The map from unconstrained reals onto a support.
     *
     * @throws IllegalArgumentException if the support is discrete
     */
    public static Transform transform(Support support) {
        return Transforms.of(support);
    }

    /** The transforms by name, see {@link Transforms#named}. */
    public static SequencedMap<String, Transform> transforms() {
        return Transforms.named();
    }
}
