package org.pathwise.runtime.io;

import java.util.ArrayList;
import java.util.List;

/**
 * How many values of one data are missing, and what became of them.
 *
 * @param data its name
 * @param missing how many of its values are missing
 * @param of how many values it has
 * @param latent how many of the missing ones are latent variables
 * @param latentIn the name under which they are latent: the data's own, or that of data that is
 *     derived from it and observed
 * @param leftOut how many leave the likelihood
 * @param unread how many nothing reads
 */
public record MissingValues(
        String data, int missing, int of, int latent, String latentIn, int leftOut, int unread) {
    public MissingValues {
        if (missing != latent + leftOut + unread) {
            throw new IllegalArgumentException(
                    missing + " is not " + latent + " + " + leftOut + " + " + unread);
        }
    }

    /** One line: {@code 2 of 8 values of y are missing: latent, imputed}. */
    public String text() {
        List<String> parts = new ArrayList<>();
        add(
                parts,
                latent,
                latentIn.equals(data) ? "latent, imputed" : "latent in " + latentIn + ", imputed");
        add(parts, leftOut, "left out of the likelihood");
        add(parts, unread, "not read by the model");
        String verb = missing == 1 ? " is" : " are";
        return (of == 1 ? "the value of " : missing + " of " + of + " values of ")
                + data
                + verb
                + " missing: "
                + String.join("; ", parts);
    }

    private void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count == missing ? what : count + " " + what);
        }
    }
}
