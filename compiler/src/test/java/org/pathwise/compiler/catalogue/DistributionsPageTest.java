package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/distributions.md} is the catalogue. */
class DistributionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "distributions.md");

    @Test
    void isUpToDate() throws IOException {
        String text = DistributionsPage.text();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/distributions.md is old; -Dgolden.update=true writes it anew")
                .isEqualTo(text);
    }

    /** A reader finds all of an entry. */
    @Test
    void everyEntryIsDescribed() {
        for (String name : Catalogue.distributionNames()) {
            for (Distribution form : Catalogue.distributions(name)) {
                assertThat(form.text().summary()).as(name).endsWith(".");
                assertThat(form.text().density()).as(name).isNotEmpty();
                assertThat(form.text().example()).as(name).contains("~").contains(name + "(");
            }
        }
    }
}
