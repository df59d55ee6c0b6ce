package heed.sentiment.onnx;

/** Why a text kept the embedded model's stance. */
enum Fallback {
  /** No stance within the time a text may take. */
  TIMEOUT,
  /** The model failed on the text, or on one it was read with. */
  ERROR,
  /** Too many texts were waiting, or a run before was overdue. */
  SATURATED
}
