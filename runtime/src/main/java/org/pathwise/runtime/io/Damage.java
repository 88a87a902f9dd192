package org.pathwise.runtime.io;

/** Ends the reading of a fit's files; {@link FitFiles#read} turns it into a value. */
final class Damage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient DataError error;

    private Damage(DataError error) {
        super(error.toString());
        this.error = error;
    }

    static Damage in(String file, String message) {
        return at(file, 1, message);
    }

    static Damage at(String file, int line, String message) {
        return new Damage(
                DataError.at(
                        new Place(file, line, 1),
                        message,
                        "the file is damaged or from another version of Pathwise: fit again"));
    }

    DataError error() {
        return error;
    }
}
