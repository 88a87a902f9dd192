package org.pathwise.runtime.io;

/**
 * A place in a data file.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param column in characters, from 1
 */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
