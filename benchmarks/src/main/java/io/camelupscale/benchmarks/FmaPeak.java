package io.camelupscale.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the processor could do at best: multiplications fused with additions, in registers only. */
final class FmaPeak {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int STEPS = 20_000;
    private static final int SUMS = 12;

    private FmaPeak() {}

    /** The best of some rounds on one thread, in GFLOP/s. */
    static double measure() {
        double best = 0;
        float check = 0;
        for (int round = 0; round < 2000; round++) {
            long start = System.nanoTime();
            check += sum(0.5f, 0.25f);
            best = Math.max(best, 2.0 * STEPS * SUMS * SPECIES.length() / (System.nanoTime() - start));
        }
        if (Float.isNaN(check)) {
            throw new IllegalStateException();
        }
        return best;
    }

    private static float sum(float start, float factor) {
        FloatVector x = FloatVector.broadcast(SPECIES, start);
        FloatVector y = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = x;
        FloatVector h = x;
        FloatVector i = x;
        FloatVector j = x;
        FloatVector k = x;
        FloatVector l = x;
        for (int step = 0; step < STEPS; step++) {
            a = a.fma(y, x);
            b = b.fma(y, x);
            c = c.fma(y, x);
            d = d.fma(y, x);
            e = e.fma(y, x);
            f = f.fma(y, x);
            g = g.fma(y, x);
            h = h.fma(y, x);
            i = i.fma(y, x);
            j = j.fma(y, x);
            k = k.fma(y, x);
            l = l.fma(y, x);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .reduceLanes(VectorOperators.ADD);
    }
}
