/**
 * Data in (JSON, CSV); draws and summaries out. In: files and results; out: named arrays, and files
 * that other systems read. The unusual idea: what is wrong with a file is a value with its place,
 * and whatever is only a problem once a model uses it (text in a column) is kept until then.
 */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.io;
