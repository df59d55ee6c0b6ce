package heed.door;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/**
 * A door that takes JSON takes an object: nothing at all and the JSON {@code null} are refused
 * alike.
 */
@Provider
public class BodyRequired implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var body = context.proceed();
    if (body == null) {
      throw Refusal.badRequest("the body is empty or null; it must be one JSON object");
    }
    return body;
  }
}
