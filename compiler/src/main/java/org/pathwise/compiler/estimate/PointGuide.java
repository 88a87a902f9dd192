package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.PointMass;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The maximum a posteriori guide: each continuous latent that the script's guide does not draw gets
 * a parameter of its support, and is drawn from the point there. The mode is that of the density on
 * the latents' own scale, without the Jacobian of the transform to the unconstrained one, as Stan's
 * optimization takes it by default.
 */
public final class PointGuide {
    private PointGuide() {}

    /**
     * The program with that guide.
     *
     * @param diagnostics gets an error for each latent whose support is computed from others
     */
    public static CoreProgram complete(CoreProgram program, Diagnostics diagnostics) {
        List<Guide.Parameter> parameters = new ArrayList<>(program.guide().parameters());
        List<Statement> statements = new ArrayList<>(program.guide().statements());
        Set<Symbol> drawn = program.guide().drawn();
        NewSymbols symbols = new NewSymbols(program);
        for (Latent latent : program.latents()) {
            if (drawn.contains(latent.symbol()) || latent.support().isDiscrete()) {
                continue;
            }
            if (latent.bounds().stream().anyMatch(PointGuide::moves)) {
                diagnostics.report(EstimateErrors.movingPoint(latent));
                continue;
            }
            Span span = latent.span();
            Symbol point =
                    symbols.symbol(
                            latent.symbol().name() + ".point",
                            Symbol.Kind.PARAMETER,
                            latent.symbol().type(),
                            span);
            parameters.add(
                    new Guide.Parameter(
                            point, latent.support(), latent.bounds(), Optional.empty(), span));
            Expr value = new Expr.Reference(point, point.type(), span);
            Draw draw = new Draw(PointMass.entry(), List.of(value), span);
            statements.add(
                    new Statement.Sample(
                            latent.symbol(),
                            List.of(new Statement.Piece<>(List.of(), List.of(), draw, span)),
                            span));
        }
        return new CoreProgram(
                program.source(),
                program.sizes(),
                program.constants(),
                program.data(),
                program.derived(),
                program.weights(),
                program.latents(),
                program.model(),
                new Guide(parameters, statements, program.guide().first()),
                program.generate());
    }

    /** Whether a bound is more than data and constants, one for all elements. */
    private static boolean moves(Expr bound) {
        return Exprs.any(bound, expr -> expr instanceof Expr.LoopIndex)
                || Exprs.symbols(bound).stream()
                        .anyMatch(
                                symbol ->
                                        symbol.kind() != Symbol.Kind.DATA
                                                && symbol.kind() != Symbol.Kind.DERIVED);
    }
}
