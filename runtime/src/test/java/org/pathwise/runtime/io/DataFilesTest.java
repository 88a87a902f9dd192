package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DataFilesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static DataValue json(String value) {
        DataSet set = DataFiles.json("d.json", "{\"x\": " + value + "}");
        assertThat(set.errors()).isEmpty();
        return set.values().get("x");
    }

    @Test
    void jsonScalarsAndArrays() {
        assertThat(json("3").shape()).isEmpty();
        assertThat(json("3").integers()).isTrue();
        assertThat(json("3.0").integers()).isFalse();
        assertThat(json("3.0").isWhole()).isTrue();
        assertThat(json("[true, false]").values()).containsExactly(1, 0);
        assertThat(json("[true, false]").integers()).isTrue();
        assertThat(json("[1.5, -2e3]").values()).containsExactly(1.5, -2000);
        assertThat(json("[[1, 2, 3], [4, 5, 6]]").shape()).containsExactly(2, 3);
        assertThat(json("[[1, 2, 3], [4, 5, 6]]").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(json("[[[1], [2]], [[3], [4]], [[5], [6]]]").shape()).containsExactly(3, 2, 1);
        assertThat(json("[]").shape()).containsExactly(0);
        assertThat(json("[[], []]").shape()).containsExactly(2, 0);
    }

    @Test
    void jsonNonFiniteAndMissing() {
        DataValue value =
                json(
                        "[\"NaN\", \"Inf\", \"+Inf\", \"-Inf\", \"Infinity\", \"-Infinity\", null,"
                                + " NaN, \"NA\"]");
        assertThat(value.values()).containsExactly(NAN, INF, INF, -INF, INF, -INF, NAN, NAN, NAN);
        assertThat(value.missing()).containsExactly(0, 6, 7, 8);
        assertThat(json("[1, null, 3]").integers()).isTrue();
    }

    @Test
    void jsonTextIsAnErrorOnlyWhenAsked() {
        DataValue value = json("[1, \"two\", 3]");
        assertThat(value.notNumeric()).isPresent();
        assertThat(value.notNumeric().get().toString())
                .isEqualTo(
                        "d.json:1:11: `x` is not numeric: its element 2 is \"two\"; code categories"
                                + " as integers from 1");
        assertThat(json("[1, 2]").notNumeric()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2]                       | d.json:1:1: expected an object of named data",
                "''                           | d.json:1:1: expected an object of named data",
                "{\"x\": [[1, 2], [3]]}       | d.json:1:18: `x` is not a rectangular array: this"
                        + " row has 1 elements, the rows before have 2",
                "{\"x\": [1, [2]]}            | d.json:1:11: `x` is not a rectangular array: an"
                        + " array stands where a number stood",
                "{\"x\": [[1], 2]}            | d.json:1:13: `x` is not a rectangular array: a"
                        + " number stands where an array stood",
                "{\"x\": [[], [1]]}           | d.json:1:14: `x` is not a rectangular array",
                "{\"x\": 1, \"x\": 2}         | d.json:1:10: `x` is given twice: it also stands at"
                        + " d.json:1:2",
                "{\"x\": {\"a\": [1]}}        | d.json:1:7: `x` holds an object",
                "{\"x\": [1, 2}               | d.json:1:12: this is not JSON: ",
                "{\"x\": 1} 2                 | d.json:1:10: expected the end of the file",
                "{\"x\":                      | d.json:1:"
            })
    void jsonErrors(String text, String expected) {
        DataSet set = DataFiles.json("d.json", text);
        assertThat(set.errors()).hasSize(1);
        assertThat(set.errors().getFirst().toString()).startsWith(expected);
    }

    @Test
    void anErrorInOneEntryLeavesTheOthers() {
        DataSet set =
                DataFiles.json(
                        "d.json", "{\"x\": [[1], [2, 3]],\n \"s\": {\"t\": [{}]}, \"y\": [4]}");
        assertThat(set.errors()).hasSize(2);
        assertThat(set.values().get("y").values()).containsExactly(4);
    }

    @Test
    void elementsHavePlaces() {
        DataSet set = DataFiles.json("d.json", "{\"a\": [9],\n \"x\": [[1, 2],\n  [3, 44]]}");
        DataValue x = set.values().get("x");
        assertThat(x.place()).hasToString("d.json:2:2");
        assertThat(x.elementPlace(0)).hasToString("d.json:2:9");
        assertThat(x.elementPlace(3)).hasToString("d.json:3:7");
        DataSet csv = DataFiles.csv("d.csv", "a,\"b, b\",c\n\n1,\"2\",3\n4,\"5\",66\n");
        assertThat(csv.values().get("c").elementPlace(1)).hasToString("d.csv:4:7");
        assertThat(csv.values().get("b, b").place()).hasToString("d.csv:1:3");
    }

    @Test
    void csvColumnsAreVectors() {
        DataSet set =
                DataFiles.csv(
                        "d.csv",
                        "\"\",n, y ,name\r\n"
                                + "\"1\",1,0.5,ann\r\n"
                                + "\"2\",NA, -2e-1,\"b,\"\"ob\"\r\n"
                                + "\"3\",,Inf,TRUE\r\n"
                                + "\"4\",null,1.5,x\r\n");
        assertThat(set.errors()).isEmpty();
        assertThat(set.values()).containsOnlyKeys("n", "y", "name");
        assertThat(set.values().get("n").values()).containsExactly(1, NAN, NAN, NAN);
        assertThat(set.values().get("n").missing()).containsExactly(1, 2, 3);
        assertThat(set.values().get("n").integers()).isTrue();
        assertThat(set.values().get("y").values()).containsExactly(0.5, -0.2, INF, 1.5);
        assertThat(set.values().get("y").integers()).isFalse();
        assertThat(set.values().get("name").notNumeric().get().place()).hasToString("d.csv:2:11");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''               | d.csv:1:1: the file is empty",
                "'a,b\n"
                        + "1,2\n"
                        + "3\n"
                        + "'  | d.csv:3:1: this row has 1 cells, but the header names 2 columns",
                "'a,b\n"
                        + "1,2,3\n"
                        + "'   | d.csv:2:3: this row has 3 cells, but the header names 2 columns",
                "'a,b,a\n"
                        + "1,2,3\n"
                        + "' | d.csv:1:5: the column `a` occurs twice: it also stands at d.csv:1:1",
                "'a,b\n1,\"2\n'   | d.csv:1:1: this is not CSV"
            })
    void csvErrors(String text, String expected) {
        DataSet set = DataFiles.csv("d.csv", text);
        assertThat(set.errors()).hasSize(1);
        assertThat(set.errors().getFirst().toString()).startsWith(expected);
    }

    @Test
    void filesMerge(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one.json"), "\uFEFF{\"x\": 1, \"y\": 2}");
        Path two = Files.writeString(folder.resolve("two.CSV"), "z,y\n1,2\n");
        DataSet set = DataFiles.read(List.of(one, two));
        assertThat(set.values()).containsOnlyKeys("x", "y", "z");
        assertThat(set.errors()).hasSize(1);
        assertThat(set.errors().getFirst().message())
                .isEqualTo("`y` is given twice: it also stands at " + one + ":1:10");
        assertThat(set.errors().getFirst().place()).hasToString(two + ":1:3");
    }

    @Test
    void unreadableFiles(@TempDir Path folder) throws IOException {
        Path latin =
                Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        DataSet set =
                DataFiles.read(List.of(folder.resolve("no.json"), latin, folder.resolve("x.rds")));
        assertThat(set.errors())
                .extracting(DataError::message)
                .containsExactly(
                        "there is no such file",
                        "the file is not text in UTF-8",
                        "this kind of data file is not known");
    }
}
