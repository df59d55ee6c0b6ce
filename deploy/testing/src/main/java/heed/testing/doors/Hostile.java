package heed.testing.doors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Input that was made to do harm, or that only an accident makes. */
final class Hostile {
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\u200b\u2060",
          "a\u0000b",
          "a\r\nSet-Cookie: x=1",
          "\ud83d\ude00\u200d\ud83d\udc69",
          "\u202egnp.exe",
          "\ufeff",
          "x".repeat(201),
          "\ud83d\ude00".repeat(1_500),
          "'; drop table cases; --",
          "1' or '1'='1",
          "%",
          "_",
          "\\",
          "{{7*7}}",
          "${jndi:ldap://127.0.0.1/x}",
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
          "<script>alert(1)</script>",
          "=cmd|' /C calc'!A0",
          "../../../../etc/passwd",
          "..\\..\\x",
          "%2e%2e%2f",
          "%00",
          "null",
          "undefined",
          "NaN",
          "-1",
          "0",
          "1e400",
          "100000",
          "9".repeat(300),
          "2147483648",
          "9223372036854775808",
          "9999-12-31T23:59:59Z",
          "+999999999-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "2026-11-27",
          "2026-11-27T00:00:00",
          "0001-01-01T00:00:00+18:00",
          "PT-1S",
          "P99999999999D",
          "http://169.254.169.254/latest/meta-data",
          "https://[::1]/",
          "file:///etc/passwd",
          "gopher://127.0.0.1:6379/_",
          "https://user:pass@0x7f.1/",
          "*",
          ",,,",
          "a,b,c",
          "true",
          "[]",
          "{}",
          "\"",
          "e\u0301\u0301\u0301",
          "\uffff",
          "İ",
          "ß");

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "[]",
          "[{}]",
          "1",
          "true",
          "\"x\"",
          "{",
          "{}",
          "{} {}",
          "{}x",
          "{\"text\":\"a\",\"text\":\"b\"}",
          "{\"\":1}",
          "{\"__proto__\":{\"x\":1}}",
          "{\"@class\":\"java.lang.Runtime\"}",
          "{\"x\":1e400}",
          "{\"x\":" + "9".repeat(5_000) + "}",
          "[".repeat(2_000),
          "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
          "{\"text\":\"\\ud800\"}",
          "{\"text\":\"\\u0000\"}",
          "\ufeff{}",
          "{'text':'a'}",
          "{\"text\":NaN}",
          "{/* */}",
          "a: &a [*a, *a]",
          "a: &x [1,1,1]\nb: &y [*x,*x,*x]\nc: [*y,*y,*y]",
          "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1/\"]]",
          "product.id,text\n\"unclosed",
          "\n\n\n",
          "\u0000");

  private static final byte[][] BYTES = {
    {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0},
    {'{', '"', 't', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
    {'{', '"', 't', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
    {(byte) 0x1f, (byte) 0x8b, 8, 0}
  };

  static String text(RandomGenerator random) {
    return pick(random, TEXTS);
  }

  static byte[] body(RandomGenerator random) {
    var which = random.nextInt(BODIES.size() + BYTES.length + 1);
    if (which < BODIES.size()) {
      return BODIES.get(which).getBytes(StandardCharsets.UTF_8);
    }
    return which < BODIES.size() + BYTES.length ? BYTES[which - BODIES.size()] : large(random);
  }

  /** Larger than most doors take, and than one packet holds. */
  private static byte[] large(RandomGenerator random) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("{\"text\":\"".getBytes(StandardCharsets.UTF_8));
    out.writeBytes("x".repeat(70_000 + random.nextInt(250_000)).getBytes(StandardCharsets.UTF_8));
    out.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static <T> T pick(RandomGenerator random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Hostile() {}
}
