package org.pathwise.repl.report;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Texts that go into the page as they are. */
final class Resources {
    private static final String CHARTS = "META-INF/maven/org.mvnpm/echarts/pom.properties";

    private Resources() {}

    /** A file beside this class. */
    static String ours(String name) {
        return text(Resources.class.getResourceAsStream(name), name);
    }

    /** A file of ECharts, in its jar. */
    static String charts(String name) {
        String path = "META-INF/resources/_static/echarts/" + chartsVersion() + "/" + name;
        return text(Resources.class.getClassLoader().getResourceAsStream(path), path);
    }

    /** The version of ECharts on the class path. */
    static String chartsVersion() {
        Properties properties = new Properties();
        try {
            properties.load(
                    new StringReader(
                            text(
                                    Resources.class.getClassLoader().getResourceAsStream(CHARTS),
                                    CHARTS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String text(@Nullable InputStream resource, String name) {
        if (resource == null) {
            throw new IllegalStateException("this Pathwise was built without " + name);
        }
        try (resource) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
