package heed.endtoend;

import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationDeclined;
import heed.events.Order;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What review-ingest and sentiment-service tell of orders and their reviews. */
final class Ordering implements AutoCloseable {
  static final String SHOP = "asking-shop";

  private final KafkaProducer<byte[], byte[]> producer;

  Ordering(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void delivered(String id, String email, String zone, String country, Instant at) {
    var key = Ids.order(SHOP, id);
    var customer = new Customer("c-" + id, email == null ? null : sealed(key, email));
    var products = List.of(new Product("sku-1", "Kettle"));
    var now = Instant.now();
    send(
        Topics.ORDERS_CHANGED,
        key,
        EventType.ORDER_DELIVERED,
        new OrderDelivered(key, SHOP, id, products, customer, "lv", country, zone, at, now));
  }

  void cancelled(String id, OrderCancelled.Reason reason) {
    var key = Ids.order(SHOP, id);
    send(
        Topics.ORDERS_CHANGED,
        key,
        EventType.ORDER_CANCELLED,
        new OrderCancelled(key, SHOP, id, reason, Instant.now()));
  }

  void declined(String id) {
    var key = Ids.order(SHOP, id);
    send(
        Topics.ORDERS_CHANGED,
        key,
        EventType.INVITATION_DECLINED,
        new InvitationDeclined(key, SHOP, Instant.now()));
  }

  /** By a happy customer: it opens no case, which others count. */
  void reviewed(String id) {
    var review = new UUID(7, Long.parseLong(id));
    var now = Instant.now();
    var posted =
        new Review(
            review,
            SHOP,
            "order:" + id,
            new Product("sku-1", "Kettle"),
            new Order(id, now),
            new Customer("c-" + id, null),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 5),
            null,
            null,
            "so",
            "en",
            "GB",
            now,
            now);
    var tags =
        new Tags(
            new Tags.Language("en", 0.99),
            new Tags.Sentiment(Tags.Label.POSITIVE, 0.9, 0.95, Tags.Basis.BOTH, false),
            List.of(),
            Tags.Urgency.NORMAL,
            "test");
    send(Topics.REVIEWS_TAGGED, review, EventType.REVIEW_TAGGED, new ReviewTagged(posted, 1, tags));
  }

  void erased(String id) {
    send(
        Topics.REVIEWS_TAGGED,
        Ids.order(SHOP, id),
        EventType.CUSTOMER_ERASED,
        new CustomerErased(SHOP, "c-" + id, Instant.now(), null));
  }

  void flush() {
    producer.flush();
  }

  private void send(String topic, UUID key, EventType type, Object event) {
    var headers =
        new CloudEvent(UUID.randomUUID().toString(), "/heed/test", type, Instant.now()).headers();
    var name = key.toString().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, null, name, EventJson.write(event), headers));
  }

  private static String sealed(UUID key, String email) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(AlertingCopy.KEY), "HmacSHA256"));
      var label = "heed contact encryption v1".getBytes(StandardCharsets.UTF_8);
      var aes = new SecretKeySpec(mac.doFinal(label), "AES");
      var nonce = Arrays.copyOf(key.toString().getBytes(StandardCharsets.UTF_8), 12);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(key.toString().getBytes(StandardCharsets.UTF_8));
      var plain = "{\"name\":\"Anna\",\"email\":\"" + email + "\"}";
      var text = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
      var bytes = Arrays.copyOf(nonce, 12 + text.length);
      System.arraycopy(text, 0, bytes, 12, text.length);
      return "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
