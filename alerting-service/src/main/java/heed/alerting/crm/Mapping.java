package heed.alerting.crm;

import heed.door.FieldError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How facts become requests of a CRM: a document, so that another CRM needs no code. What it says
 * was checked when it was read.
 *
 * @param test asked to see whether the CRM can be reached, and changes nothing; null for none
 * @param token the name of the access token that requests carry; null for none
 */
public record Mapping(List<Part> requests, @Nullable Part test, @Nullable String token) {
  /** What is told beside the short types of {@link heed.events.EventType}. */
  public static final String ERASED = "customer.erased";

  public Mapping {
    requests = List.copyOf(requests);
  }

  /**
   * One request.
   *
   * @param on the types of events that are told by it
   */
  record Part(
      Set<String> on, String method, PathTemplate path, @Nullable Template body, Verdict verdict) {}

  /**
   * Reads a document in JSON or YAML.
   *
   * @throws Faults with everything that is wrong with it
   */
  public static Mapping read(String text) {
    return new MappingReader().read(text);
  }

  /** The types of events that it has a request for. */
  public Set<String> types() {
    var types = new TreeSet<String>();
    requests.forEach(r -> types.addAll(r.on()));
    return types;
  }

  /**
   * The request that tells an event.
   *
   * @throws Unplaceable if a fact cannot be put where it should
   * @throws IllegalArgumentException if it has none for events of this type
   */
  public CrmRequest request(Facts facts) {
    var part =
        requests.stream()
            .filter(r -> r.on().contains(facts.type()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no request is for " + facts.type()));
    var body = part.body() == null ? null : part.body().fill(facts).toString();
    return new CrmRequest(part.method(), part.path().fill(facts), body, part.verdict(), token);
  }

  /** The request that changes nothing; null if there is none. */
  public @Nullable CrmRequest testRequest() {
    return test == null
        ? null
        : new CrmRequest(test.method(), test.path().text(), null, test.verdict(), token);
  }

  /** A document that cannot be: all that is wrong with it. */
  public static final class Faults extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> faults;

    Faults(List<FieldError> faults) {
      super(faults.getFirst().detail(), null, false, false);
      this.faults = List.copyOf(faults);
    }

    /** Each with its place within the document. */
    public List<FieldError> faults() {
      return faults;
    }
  }
}
