package org.pathwise.compiler.core;

import java.util.ArrayList;
import java.util.List;

/** Looks into statements. */
public final class Statements {
    private Statements() {}

    /** The expressions that a statement computes with. */
    public static List<Expr> expressions(Statement statement) {
        List<Expr> result = new ArrayList<>();
        switch (statement) {
            case Statement.Definition definition ->
                    definition.pieces().forEach(piece -> result.add(piece.content()));
            case Statement.Recursion recursion ->
                    recursion
                            .definitions()
                            .forEach(definition -> result.addAll(expressions(definition)));
            case Statement.Sample sample ->
                    sample.pieces().forEach(piece -> result.addAll(piece.content().arguments()));
            case Statement.Term term -> {
                term.guard().ifPresent(result::add);
                switch (term.content()) {
                    case Statement.Density density -> {
                        result.add(density.value());
                        result.addAll(density.draw().arguments());
                    }
                    case Statement.Factor factor -> result.add(factor.value());
                }
            }
        }
        return result;
    }
}
