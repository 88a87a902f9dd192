package org.pathwise.compiler.ast;

/** The operators of two operands. */
public enum BinaryOperator {
    ADD("+"),
    SUBTRACT("-"),
    /** The product of linear algebra: matrix, vector, scalar. */
    MULTIPLY("*"),
    DIVIDE("/"),
    ELEMENT_MULTIPLY(".*"),
    ELEMENT_DIVIDE("./"),
    POWER("^"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    AND("and"),
    OR("or");

    private final String symbol;

    BinaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
