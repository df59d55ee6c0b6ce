/**
 * The slot for a model of the user's own: {@link heed.sentiment.onnx.OnnxModel} puts its stance in
 * the place of the embedded one's, and never stands in the way of the stream.
 */
@NullMarked
package heed.sentiment.onnx;

import org.jspecify.annotations.NullMarked;
