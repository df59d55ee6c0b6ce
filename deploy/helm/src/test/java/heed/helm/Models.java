package heed.helm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads a document with the published model of its kind and refuses a field that the model does not
 * know. The models would swallow such a field, for clusters newer than they are; here that is off.
 * Operators without a published Java model (KEDA, CloudNativePG) are held to their documented
 * fields, listed in {@code fields.yaml}.
 */
final class Models {
  private static final Map<String, Class<?>> BY_KIND =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Secret", Secret.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
          Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
          Map.entry("kafka.strimzi.io/v1beta2/Kafka", Kafka.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaNodePool", KafkaNodePool.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaUser", KafkaUser.class));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(new NothingUnknown())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final JsonNode FIELDS =
      Chart.yaml(Chart.text("deploy/helm/src/test/resources/fields.yaml"));

  private Models() {}

  /**
   * Reads it.
   *
   * @throws AssertionError naming the field or the kind that is not known
   */
  static void read(JsonNode document) {
    var kind = document.get("apiVersion").asText() + "/" + document.get("kind").asText();
    if (BY_KIND.containsKey(kind)) {
      try {
        STRICT.treeToValue(document, BY_KIND.get(kind));
      } catch (JsonProcessingException e) {
        throw new AssertionError(kind + " " + Chart.name(document) + ": " + e.getMessage(), e);
      }
    } else if (FIELDS.has(kind)) {
      var known = new TreeSet<String>();
      FIELDS.get(kind).forEach(field -> known.add(field.asText()));
      fields("", document.get("spec"))
          .filter(field -> !known.contains(field))
          .findFirst()
          .ifPresent(
              field -> {
                throw new AssertionError(kind + " " + Chart.name(document) + ": no spec." + field);
              });
    } else {
      throw new AssertionError("nobody knows " + kind);
    }
  }

  /** The paths of all leaves; a list's place is []. */
  private static Stream<String> fields(String path, JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .flatMap(
              e -> fields(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue()));
    }
    if (node.isArray()) {
      return Chart.elements(node).flatMap(e -> fields(path + "[]", e));
    }
    return Stream.of(path);
  }

  /** The kinds that are known by a model. */
  static List<String> kinds() {
    return List.copyOf(BY_KIND.keySet());
  }

  private static final class NothingUnknown extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
    }
  }
}
