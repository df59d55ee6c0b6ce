package heed.events;

/**
 * A rating as it was given, on the scale it was given on; scales are never mixed silently.
 *
 * @param value within the bounds of its scale
 */
public record Rating(Scale scale, int value) {
  /** The scales and their bounds, both inclusive. */
  public enum Scale {
    STARS_5(1, 5),
    POINTS_10(1, 10),
    THUMBS(0, 1);

    private final int min;
    private final int max;

    Scale(int min, int max) {
      this.min = min;
      this.max = max;
    }

    public int min() {
      return min;
    }

    public int max() {
      return max;
    }
  }

  public Rating {
    Wire.require(scale, "rating.scale");
    Wire.between(value, scale.min(), scale.max(), "rating.value");
  }
}
