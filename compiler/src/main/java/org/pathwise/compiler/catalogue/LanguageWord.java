package org.pathwise.compiler.catalogue;

/**
 * A word of the language that is neither a function nor a distribution of the catalogue: a keyword,
 * a type, an annotation, a distribution built on others.
 *
 * @param word as scripts write it; annotations without their {@code @}
 * @param form how it is used, in a line, capitals standing for what the user writes
 * @param summary what it means, in a sentence or two
 * @param example a complete input, an item of a script or a statement of its model, that needs
 *     nothing else around it
 */
public record LanguageWord(Kind kind, String word, String form, String summary, String example) {

    /** Where a word can stand. */
    public enum Kind {
        /** At the top level of a script. */
        ITEM,
        /** At the start of a statement in a block. */
        STATEMENT,
        /** At the start of a statement in {@code guide}. */
        GUIDE_STATEMENT,
        /** At the end of a function, net or distribution. */
        RESULT,
        /** Where an expression may begin. */
        EXPRESSION,
        /** Between two expressions. */
        INFIX,
        /** Where a type stands. */
        TYPE,
        /** Behind the {@code @} of a sampling statement. */
        ANNOTATION,
        /** Behind {@code ~}: a distribution built on others. */
        DISTRIBUTION,
        /** A function that takes a distribution. */
        FUNCTION,
        /** A function with weights of its own, for nets. */
        LAYER
    }
}
