package heed.alerting.audit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines as a table that no spreadsheet calculates with. */
final class AuditCsv {
  private static final String HEAD =
      "id,at,holder,name,kind,action,object,storefront,request,outcome,status\r\n";

  static String of(List<AuditEntry> entries) {
    return entries.stream().map(AuditCsv::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(AuditEntry e) {
    return Stream.of(
                e.id(),
                e.at(),
                e.holder(),
                e.name(),
                e.kind(),
                e.action(),
                String.valueOf(e.object() == null ? "" : e.object()),
                String.valueOf(e.storefront() == null ? "" : e.storefront()),
                e.request(),
                e.outcome(),
                e.status())
            .map(AuditCsv::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String cell(@Nullable Object value) {
    var text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    // What begins like this is a formula to a spreadsheet.
    var plain = text.stripLeading().matches("(?s)[=+@-].*") ? "'" + text : text;
    return plain.matches("(?s).*[\",;].*") ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
  }

  private AuditCsv() {}
}
