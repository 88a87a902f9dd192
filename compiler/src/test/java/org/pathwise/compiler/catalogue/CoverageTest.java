package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** No entry of the catalogue goes without the tests that its kind has. */
class CoverageTest {
    /** Entries without rows in the reference tables, and what their density is held to instead. */
    private static final Map<String, String> WITHOUT_ROWS =
            Map.ofEntries(
                    entry("Flat/0", "the constant 1"),
                    entry("GammaPower/0", "GammaPowerTest"),
                    entry("NegBinomial2/1", "CountSummationTest"),
                    entry("Multinomial/1", "as without n, which has rows"),
                    entry("DirichletMultinomial/1", "as without n, which has rows"),
                    entry("MultivariateNormal/2", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("MultivariateStudentT/1", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("Wishart/1", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("InvWishart/1", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("LogisticNormal/0", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("LogisticNormal/1", "VectorNormalisationTest, VectorDrawsTest"),
                    entry("RandomWalk/0", "VectorDrawsTest"),
                    entry("AR/0", "VectorDrawsTest"),
                    entry("AR/1", "VectorDrawsTest"));

    /** Entries whose draws have a test of their own instead of a row in a table of tests. */
    private static final Map<String, String> DRAWN_BY_NAME =
            Map.of(
                    "Categorical/0", "SamplerTest",
                    "Categorical/1", "SamplerTest",
                    "OrderedLogistic/0", "SamplerTest",
                    "OrderedProbit/0", "SamplerTest",
                    "Multinomial/1", "SamplerTest",
                    "DirichletMultinomial/1", "SamplerTest",
                    "VonMises/0", "SamplerTest",
                    "GammaPower/0", "GammaPowerTest");

    private static Stream<String> entries(boolean drawnOnly) {
        return Catalogue.distributionNames().stream()
                .flatMap(
                        name -> {
                            List<Distribution> forms = Catalogue.distributions(name);
                            return java.util.stream.IntStream.range(0, forms.size())
                                    .filter(i -> !drawnOnly || forms.get(i).hasSampler())
                                    .mapToObj(i -> name + "/" + i);
                        });
    }

    @Test
    void everyDensityIsHeldToATable() {
        Set<Distribution> withRows =
                ReferenceRow.all()
                        .map(ReferenceRow::name)
                        .distinct()
                        .map(name -> ReferenceDistributions.find(name).orElseThrow())
                        .collect(Collectors.toSet());
        Set<String> without =
                entries(false)
                        .filter(
                                entry -> {
                                    String[] parts = entry.split("/");
                                    return !withRows.contains(
                                            Catalogue.distributions(parts[0])
                                                    .get(Integer.parseInt(parts[1])));
                                })
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without).isEqualTo(new TreeSet<>(WITHOUT_ROWS.keySet()));
    }

    @Test
    void everySamplerIsHeldToItsDensity() {
        Set<String> tested = new TreeSet<>();
        Stream.concat(SamplerTest.continuous(), SamplerTest.discrete())
                .forEach(row -> tested.add(row.name() + "/" + row.entry()));
        VectorDrawsTest.cases().forEach(row -> tested.add(row.name() + "/" + row.entry()));
        Set<String> missing = entries(true).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(tested);
        assertThat(missing).isEqualTo(new TreeSet<>(DRAWN_BY_NAME.keySet()));
    }
}
