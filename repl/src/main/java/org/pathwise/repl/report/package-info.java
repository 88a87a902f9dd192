/**
 * The report of a fit: its results folder in, one HTML page out. Java lays out words and tables and
 * computes what the charts show; {@code page.js} draws them with ECharts, from numbers that are in
 * the page. The unusual idea: the page's own content security policy forbids it the network.
 */
@NullMarked
package org.pathwise.repl.report;

import org.jspecify.annotations.NullMarked;
