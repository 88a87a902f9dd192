/** Data in (JSON, CSV); draws and summaries out. */
@org.jspecify.annotations.NullMarked
package org.pathwise.runtime.io;
