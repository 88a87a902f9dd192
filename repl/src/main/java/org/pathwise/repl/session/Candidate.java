package org.pathwise.repl.session;

/**
 * What a word may become.
 *
 * @param word takes the place of what is typed; it may end in a bracket that the user goes on in
 * @param description in a few words, may be empty
 * @param group what kind of thing it is, a heading for several
 * @param complete whether the word is at its end, so that a blank may follow
 */
public record Candidate(String word, String description, String group, boolean complete) {}
