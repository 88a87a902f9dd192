package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the guide draws a latent. */
sealed interface Drawing {
    Latent latent();

    /** The number of leading dimensions along which draws are independent: all but the event. */
    int plates();

    /** As the guide block says. */
    record Written(Latent latent, Statement.Sample sample) implements Drawing {
        @Override
        public int plates() {
            int event = sample.pieces().getFirst().content().distribution().rank();
            return latent.symbol().type().rank() - event;
        }
    }

    /**
     * By the automatic guide: a continuous latent from a Normal on the unconstrained scale, through
     * its support's transform, whose bounds may be computed from other latents; a discrete one from
     * a distribution with free parameters.
     */
    record Automatic(Latent latent) implements Drawing {
        @Override
        public int plates() {
            return latent.symbol().type().rank() - latent.support().rank();
        }
    }

    /**
     * All latents' drawings in the order in which the guide draws them: what its statements read,
     * what they draw, then the other automatic ones.
     */
    static Map<Symbol, Drawing> of(CoreProgram program) {
        Map<Symbol, Latent> latents = new LinkedHashMap<>();
        program.latents().forEach(latent -> latents.put(latent.symbol(), latent));
        Map<Symbol, Drawing> drawings = new LinkedHashMap<>();
        for (Symbol symbol : program.guide().first()) {
            drawings.put(symbol, new Automatic(Objects.requireNonNull(latents.get(symbol))));
        }
        for (Statement statement : program.guide().statements()) {
            if (statement instanceof Statement.Sample sample) {
                Latent latent = latents.get(sample.symbol());
                if (latent != null) {
                    drawings.put(sample.symbol(), new Written(latent, sample));
                }
            }
        }
        List<Latent> rest = new ArrayList<>(program.latents());
        rest.removeIf(latent -> drawings.containsKey(latent.symbol()));
        rest.forEach(latent -> drawings.put(latent.symbol(), new Automatic(latent)));
        return drawings;
    }
}
