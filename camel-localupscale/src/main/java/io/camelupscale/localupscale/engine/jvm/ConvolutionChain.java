package io.camelupscale.localupscale.engine.jvm;

import java.util.List;

/**
 * What every network here comes down to: 3 x 3 convolutions one after the other, the last of which gives all pixels that
 * take the place of one (channel by channel, each row by row).
 *
 * @param convolutions at least one; the first takes 3 channels, the last gives {@code 3 * scale * scale}
 * @param edge         pixels by which the picture's edge is repeated at first, and which the convolutions eat up one by
 *                     one; 0 if each convolution sees zeros outside instead
 * @param addsInput    whether the input, each pixel repeated, is added to the result
 */
record ConvolutionChain(List<Convolution> convolutions, int edge, int scale, boolean addsInput) {}
