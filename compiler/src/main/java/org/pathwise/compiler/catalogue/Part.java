package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * A distribution that another one is built on.
 *
 * @param first where its parameters begin among those of the other
 */
record Part(Distribution base, int first) {

    /** Its own among all parameters. */
    <T> List<T> of(List<T> all) {
        return all.subList(first, end());
    }

    /** The position behind its last parameter. */
    int end() {
        return first + base.parameters().size();
    }

    /**
     * What a distribution built on it can stand for, if nothing else speaks against a latent: only
     * for observations where values are integers up to a dimension of a parameter, an end that no
     * other support can name.
     */
    Role role() {
        return role(base);
    }

    static Role role(Distribution base) {
        boolean toDimension =
                base.isDiscrete() && base.parameters().stream().anyMatch(p -> p.rank() > 0);
        return toDimension ? Role.OBSERVATION : Role.ANY;
    }

    Variable logDensity(Builder builder, Value value, List<Value> all) {
        return base.formula().logDensity(builder, value, of(all));
    }

    Variable logDensityOnSupport(Builder builder, Value value, List<Value> all) {
        return base.formula().logDensityOnSupport(builder, value, of(all));
    }

    Optional<Variable> onSupport(Builder builder, Value value, List<Value> all) {
        return base.formula().onSupport(builder, value, of(all));
    }

    /** The distribution that is built, of the same dimensions. */
    Distribution built(
            String name,
            List<Parameter> parameters,
            Support support,
            Role role,
            List<Noise> noise,
            Distribution.Formula formula,
            Optional<Cumulative> cumulative,
            Moments moments) {
        return new Distribution(
                name + "(" + base.name() + ")",
                parameters,
                false,
                support,
                base.dimensions(),
                role,
                noise,
                formula,
                cumulative,
                moments,
                base.text());
    }
}
