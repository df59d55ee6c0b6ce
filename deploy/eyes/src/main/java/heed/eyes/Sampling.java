package heed.eyes;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What is traced: whatever its caller traces; of the rest, the share {@code heed.traces.ratio} of
 * requests; and a batch that holds something traced.
 */
final class Sampling {
  /**
   * @param ratio from 0 to 1
   */
  @Produces
  @Singleton
  Sampler sampler(@ConfigProperty(name = "heed.traces.ratio", defaultValue = "0.01") double ratio) {
    return of(ratio);
  }

  static Sampler of(double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("heed.traces.ratio is " + ratio + ", must be 0 to 1");
    }
    return Sampler.parentBased(new Linked(Sampler.traceIdRatioBased(ratio)));
  }

  /** Begins a trace where what it is linked to is traced. */
  private record Linked(Sampler others) implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      for (var link : links) {
        if (link.getSpanContext().isSampled()) {
          return SamplingResult.recordAndSample();
        }
      }
      return others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return "linked or " + others.getDescription();
    }
  }
}
