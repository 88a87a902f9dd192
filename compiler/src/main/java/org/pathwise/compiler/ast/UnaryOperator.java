package org.pathwise.compiler.ast;

/** The operators of one operand; transpose is a node of its own, {@link Expression.Transpose}. */
public enum UnaryOperator {
    NEGATE("-"),
    NOT("not");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
