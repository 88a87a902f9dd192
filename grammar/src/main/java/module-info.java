/** The grammar of the language and the parser generated from it. */
module org.pathwise.grammar {
    requires transitive org.antlr.antlr4.runtime;

    exports org.pathwise.grammar;
}
