package heed.alerting.telling;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills a text that greets a customer, who may have no name. */
final class Greeting {
  static final String CUSTOMER = "customer";

  private Greeting() {}

  /** Without a name the greeting is one without it: "Hello {customer}," becomes "Hello,". */
  static String in(String text, @Nullable String customer, Map<String, String> values) {
    var all = new HashMap<>(values);
    if (customer != null && !customer.isBlank()) {
      all.put(CUSTOMER, customer);
      return Filled.in(text, all);
    }
    return Filled.in(text.replaceAll(",?[ \u00a0]*\\{" + CUSTOMER + "}", ""), all);
  }
}
