package heed.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is answered with a problem (RFC 9457); the detail names the field and the remedy.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Refusal(int status, String detail, List<FieldError> errors) {
    // No stack trace: a refusal is an answer, not a fault, and a flood of them must stay cheap.
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
    this.errors = List.copyOf(errors);
  }

  /**
   * @param status 400-599
   */
  public static Refusal status(int status, String detail) {
    return new Refusal(status, detail, List.of());
  }

  public static Refusal badRequest(String detail) {
    return status(400, detail);
  }

  public static Refusal notFound(String detail) {
    return status(404, detail);
  }

  /** 400 for one field. */
  public static Refusal field(String pointer, String detail) {
    return fields(List.of(new FieldError(pointer, detail)));
  }

  /** 400 for several fields; the detail is that of the first. */
  public static Refusal fields(List<FieldError> errors) {
    var first = errors.getFirst().detail();
    return new Refusal(
        400, errors.size() == 1 ? first : first + ", and " + (errors.size() - 1) + " more", errors);
  }

  /** The same with a header, such as Retry-After. */
  public Refusal header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
