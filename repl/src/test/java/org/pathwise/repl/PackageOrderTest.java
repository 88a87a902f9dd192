package org.pathwise.repl;

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
    private static final String MODULE = "org.pathwise.repl";

    private static final List<String> ORDER = List.of("text", "fit", "session", "shell", "report");

    /** The root package, with the commands, is the last of all. */
    private static final String ROOT = "";

    @Test
    void packagesUseOnlyEarlierPackages() {
        check(MODULE, ownClasses());
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(ownClasses())
                .isNotEmpty()
                .extracting(type -> topPackage(type))
                .isSubsetOf(Stream.concat(ORDER.stream(), Stream.of(ROOT)).toList());
    }

    @Test
    void aUseOfALaterPackageIsFound() {
        String fixture = "org.pathwise.repl.order";
        JavaClasses classes = new ClassFileImporter().importPackages(fixture);

        assertThatThrownBy(() -> check(fixture, classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesLater");
    }

    /** Terminals are the shell's alone, so that all else can be tested without one. */
    @Test
    void onlyTheShellKnowsTheLineEditor() {
        noClasses()
                .that()
                .resideOutsideOfPackage(MODULE + ".shell..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jline.."))
                .check(ownClasses());
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

    /** "text" for org.pathwise.repl.text.X; "" for a class of the module's root package. */
    private static String topPackage(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(MODULE) ? "" : name.substring(MODULE.length() + 1).split("\\.", -1)[0];
    }
}
