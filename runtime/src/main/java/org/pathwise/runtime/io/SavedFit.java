package org.pathwise.runtime.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fit as it is kept, with all that is needed to build its program again.
 *
 * @param version the Pathwise that made it
 * @param model what results are called after
 * @param script where the script was read from
 * @param text the script
 * @param guide what latents are drawn from that the script's own guide leaves out
 * @param seed of the fit
 * @param settings numbers that went before those of the data, such as from {@code --set K=5}
 * @param options everything that the fit was told, for people
 * @param sizes of the data's named dimensions
 * @param checksums of the data, by name: see {@link Checksum}
 * @param parameters the fitted variational parameters, on their unconstrained scale
 */
public record SavedFit(
        String version,
        String model,
        String script,
        String text,
        String guide,
        long seed,
        Map<String, DataValue> settings,
        Map<String, String> options,
        Map<String, Integer> sizes,
        Map<String, String> checksums,
        List<NamedArray> parameters) {
    public SavedFit {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
        parameters = List.copyOf(parameters);
    }

    /** The parameter of a name. */
    public Optional<NamedArray> parameter(String name) {
        return parameters.stream().filter(array -> array.name().equals(name)).findFirst();
    }
}
