package io.camelupscale.localupscale.engine;

/**
 * A model that was loaded and checked.
 *
 * @param name    the name of a model in the jar, or {@code file:} and the path of the user's
 * @param scale   output pixels per input pixel along each side; any smaller scale can be made from it
 * @param overlap input pixels around a tile that influence it visibly
 */
public record Model(String name, int scale, int overlap) {

    /**
     * Checks that this model can make pictures of the scale.
     *
     * @throws ModelException if the scale is larger than the model's
     */
    public void requireScale(int wanted) {
        if (wanted > scale) {
            throw new ModelException(
                    "model '%s' enlarges %d times and cannot make scale %d".formatted(name, scale, wanted));
        }
    }
}
