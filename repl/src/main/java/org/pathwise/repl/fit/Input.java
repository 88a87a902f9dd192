package org.pathwise.repl.fit;

import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DataValue;

import java.util.List;
import java.util.Map;

/**
 * A script that was found, with what belongs to it.
 *
 * @param name what results are called after: the folder's name, or the script's without its ending
 * @param data the files
 * @param settings numbers that go before those of the files
 */
public record Input(
        Source source, String name, List<DataFile> data, Map<String, DataValue> settings) {}
