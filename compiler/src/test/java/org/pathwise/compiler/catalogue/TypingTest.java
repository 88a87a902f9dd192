package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.Arrays;
import java.util.List;

/**
 * The types of calls, and what is said of those that do not fit. Shapes are separated by slashes.
 */
class TypingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "+          | J/N       | vary over [J] and [N]",
                "+          | D,D/D     | where one occurs twice",
                "*          | D/D       | `dot(a, b)`",
                "*          | N/D       | `outer(a, b)`",
                "*          | N,D/K     | columns of its left side to be the rows of its right"
                        + " side, but they are D and K",
                "*          | D/D,K     | a vector is a column: write `x' * A`",
                "/          | N/N       | `./` divides element by element",
                "dot        | N/D       | two vectors of one dimension",
                "dot        | N,D/N,D   | two vectors of one dimension",
                "cholesky   | N,D       | a square matrix, not real[N, D]",
                "solve      | D,D/N     | as many rows",
                "softmax    | \"\"        | needs a vector, not a scalar",
                "exp        | N/N       | takes 1 argument, not 2",
                "clamp      | N         | takes 3 arguments, not 1",
                "quad_form  | D,D/N     | a vector of its dimension"
            })
    void mismatches(String name, String shapes, String message) {
        assertThat(typed(name, shapes))
                .isInstanceOfSatisfying(
                        Typing.Mismatch.class,
                        mismatch -> assertThat(mismatch.message()).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "-       | N,D/D   | N,D",
                "-       | D/N,D   | N,D",
                "+       | D,D/D,D | D,D",
                ".*      | N/N     | N",
                "/       | N,D/    | N,D",
                "*       | N,D/D   | N",
                "*       | N,D/D,K | N,K",
                "'       | N,D     | D,N",
                "'       | N       | 1,N",
                "'       | 1,N     | N",
                "*       | 1,N/N   | \"\"",
                "*       | N/1,D   | N,D",
                "max     | N,D     | \"\"",
                "max     | N,D/    | N,D",
                "sum     | N,D     | \"\"",
                "softmax | N,D     | N,D",
                "outer   | N/D     | N,D"
            })
    void fits(String name, String shapes, String result) {
        assertThat(typed(name, shapes)).isEqualTo(new Typing.Fits(Call.type(result)));
    }

    @Test
    void elements() {
        assertThat(element("+", Type.INT, Type.INT)).isEqualTo(Element.INT);
        assertThat(element("+", Type.BOOL, Type.BOOL)).isEqualTo(Element.INT);
        assertThat(element("+", Type.INT, Type.REAL)).isEqualTo(Element.REAL);
        assertThat(element("/", Type.INT, Type.INT)).isEqualTo(Element.REAL);
        assertThat(element("<", Type.REAL, Type.REAL)).isEqualTo(Element.BOOL);
        assertThat(element("floor", Type.REAL)).isEqualTo(Element.INT);
        assertThat(element("exp", Type.INT)).isEqualTo(Element.REAL);
    }

    @Test
    void everyNameIsFound() {
        assertThat(Catalogue.distributionNames())
                .contains("Normal", "MultivariateNormal", "Flat")
                .allSatisfy(
                        name ->
                                assertThat(Catalogue.distributions(name))
                                        .isNotEmpty()
                                        .first()
                                        .matches(first -> !first.named()));
        assertThat(Catalogue.functionNames())
                .contains("+", "neg", "'", "exp", "dot")
                .allSatisfy(name -> assertThat(Catalogue.function(name)).isPresent());
        assertThat(Catalogue.distributions("Norml")).isEmpty();
        assertThat(Catalogue.function("expp")).isEmpty();
    }

    private static Element element(String name, Type... types) {
        Typing.Result result = Catalogue.function(name).orElseThrow().typing().type(List.of(types));
        return ((Typing.Fits) result).type().element();
    }

    private static Typing.Result typed(String name, String shapes) {
        List<Type> types = Arrays.stream(shapes.split("/", -1)).map(Call::type).toList();
        return Catalogue.function(name).orElseThrow().typing().type(types);
    }
}
