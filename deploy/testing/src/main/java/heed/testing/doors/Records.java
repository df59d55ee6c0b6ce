package heed.testing.doors;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import heed.testing.TopicListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds records against the JSON schemas of their events. */
public final class Records {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** What is malformed among them; empty if nothing is. */
  public static List<String> malformed(List<ConsumerRecord<byte[], byte[]>> heard) {
    var faults = new ArrayList<String>();
    for (var one : heard) {
      var type = TopicListener.header(one, "ce_type");
      var text = TopicListener.text(one);
      if (type == null || text == null || TopicListener.header(one, "ce_id") == null) {
        faults.add("no event: " + type + " " + text);
        continue;
      }
      var schema =
          SCHEMAS.getSchema(SchemaLocation.of("classpath:/heed/events/schema/" + type + ".json"));
      schema
          .validate(text, InputFormat.JSON)
          .forEach(error -> faults.add(type + ": " + error + " in " + text));
    }
    return faults;
  }

  private Records() {}
}
