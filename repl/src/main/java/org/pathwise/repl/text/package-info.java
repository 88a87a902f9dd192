/**
 * What is written to people: streams, tables, diagnostics, charts of characters. In: values; out:
 * text, with colours only where it is asked for.
 */
@NullMarked
package org.pathwise.repl.text;

import org.jspecify.annotations.NullMarked;
