package org.pathwise.runtime.random;

import org.pathwise.runtime.math.ErrorFunctions;

/**
 * Standard normal values by the ziggurat of Marsaglia and Tsang 2000, in Doornik's 2005 form: the
 * area under exp(-x^2/2) is cut into 256 layers of equal area, of which 255 are rectangles. A value
 * is a pure function of 64 random bits, so that it needs no stream: the layer comes from the lowest
 * 8 bits, the place in it from the highest 53, and the bits that one value in a hundred needs
 * besides come from the sub-stream that those 64 are the key of.
 */
final class Ziggurat {
    private static final int LAYERS = 256;

    /** Where the lowest layer's rectangle ends and the tail begins. */
    static final double TAIL = 3.6541528853610088;

    /**
     * Half the widths of the layers, from the lowest; the lowest's as if the tail were a rectangle.
     */
    private static final double[] WIDTH = new double[LAYERS + 1];

    /**
     * The part of a layer's width that the layer above covers: there, every point lies under the
     * curve.
     */
    private static final double[] INSIDE = new double[LAYERS];

    static {
        double area = TAIL * curve(TAIL) + Math.sqrt(2 * Math.PI) * ErrorFunctions.Phi(-TAIL);
        WIDTH[0] = area / curve(TAIL);
        WIDTH[1] = TAIL;
        for (int i = 2; i < LAYERS; i++) {
            WIDTH[i] = Math.sqrt(-2 * Math.log(area / WIDTH[i - 1] + curve(WIDTH[i - 1])));
        }
        for (int i = 0; i < LAYERS; i++) {
            INSIDE[i] = WIDTH[i + 1] / WIDTH[i];
        }
    }

    private Ziggurat() {}

    private static double curve(double x) {
        return Math.exp(-0.5 * x * x);
    }

    /** The standard normal value that 64 random bits stand for. */
    static double normal(long bits) {
        int layer = (int) bits & (LAYERS - 1);
        double u = symmetric(bits);
        return Math.abs(u) < INSIDE[layer] ? u * WIDTH[layer] : rest(layer, u, SubStream.key(bits));
    }

    /** Uniform on (-1, 1): the midpoints of 2^53 equal cells, by the highest 53 bits. */
    private static double symmetric(long bits) {
        return ((bits >> 11) + 0.5) * 0x1.0p-52;
    }

    private static double rest(int firstLayer, double first, long key) {
        int layer = firstLayer;
        double u = first;
        for (long i = 0; ; i += 2) {
            if (layer == 0) {
                return Math.copySign(tail(SubStream.fork(key)), u);
            }
            double x = u * WIDTH[layer];
            double low = curve(WIDTH[layer]);
            double high = curve(WIDTH[layer + 1]);
            if (low + SubStream.uniform(key, i) * (high - low) < curve(x)) {
                return x;
            }
            long bits = SubStream.bits(key, i + 1);
            layer = (int) bits & (LAYERS - 1);
            u = symmetric(bits);
            if (Math.abs(u) < INSIDE[layer]) {
                return u * WIDTH[layer];
            }
        }
    }

    /** A value from the tail: Marsaglia 1964. */
    private static double tail(long key) {
        for (long i = 0; ; i += 2) {
            double beyond = -Math.log(SubStream.uniform(key, i)) / TAIL;
            if (-2 * Math.log(SubStream.uniform(key, i + 1)) > beyond * beyond) {
                return TAIL + beyond;
            }
        }
    }
}
