package org.pathwise.compiler;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** A package uses only packages that stand before it in {@link #ORDER}. */
final class PackageOrderTest {
    private static final String MODULE = "org.pathwise.compiler";

    private static final List<String> ORDER =
            List.of(
                    "source",
                    "ast",
                    "parse",
                    "format",
                    "type",
                    "array",
                    "interpret",
                    "catalogue",
                    "core",
                    "check",
                    "estimate",
                    "minibatch",
                    "bind",
                    "lower",
                    "missing",
                    "rewrite",
                    "differentiate",
                    "emit");

    /** The root package, where the pipeline is put together, is the last of all. */
    private static final String ROOT = "";

    @Test
    void packagesUseOnlyEarlierPackages() {
        check(MODULE, ownClasses());
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(ownClasses())
                .isNotEmpty()
                .extracting(type -> topPackage(MODULE, type))
                .isSubsetOf(Stream.concat(ORDER.stream(), Stream.of(ROOT)).toList());
    }

    @Test
    void aUseOfALaterPackageIsFound() {
        String fixture = "org.pathwise.compiler.order";
        JavaClasses classes = new ClassFileImporter().importPackages(fixture);

        assertThatThrownBy(() -> check(fixture, classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesLater");
        check(fixture, classes.that(DescribedPredicate.not(nameEndsWith("UsesLater"))));
    }

    private static JavaClasses ownClasses() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(MODULE);
    }

    private static void check(String root, JavaClasses classes) {
        for (int i = 0; i < ORDER.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(root + "." + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat(anyOf(root, ORDER.subList(i + 1, ORDER.size())))
                    .because("of the order " + ORDER)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    private static DescribedPredicate<JavaClass> anyOf(String root, List<String> packages) {
        DescribedPredicate<JavaClass> any = resideInAPackage(root);
        for (String name : packages) {
            any = any.or(resideInAPackage(root + "." + name + ".."));
        }
        return any;
    }

    private static DescribedPredicate<JavaClass> nameEndsWith(String suffix) {
        return DescribedPredicate.describe(
                "name ends with " + suffix, type -> type.getSimpleName().endsWith(suffix));
    }

    /** "math" for org.pathwise.compiler.math.X; "" for a class of the module's root package. */
    private static String topPackage(String root, JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1).split("\\.", -1)[0];
    }
}
