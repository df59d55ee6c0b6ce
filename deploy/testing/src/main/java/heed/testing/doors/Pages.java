package heed.testing.doors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks at every file that a service gives to browsers: all of them are public and guarded by the
 * headers, none of them has anything in it that a strict policy forbids, and nothing else is there.
 */
public final class Pages {
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:");

  private final URI root;
  private final List<String> faults = new ArrayList<>();

  private Pages(URI root) {
    this.root = root;
  }

  /**
   * What is wrong; empty if nothing is.
   *
   * @param places addresses at which the one page is shown
   * @param folders where the files are
   */
  public static List<String> faults(URI root, List<String> places, Path... folders) {
    var pages = new Pages(root);
    places.forEach(pages::look);
    for (var folder : folders) {
      pages.lookAtAll(folder);
    }
    for (var nothing : List.of("/no-such-page", "/.env", "/META-INF/MANIFEST.MF", "/v2/cases")) {
      pages.expect(nothing, 401);
    }
    return pages.faults;
  }

  private void lookAtAll(Path folder) {
    try (var files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> "/" + folder.relativize(file).toString().replace('\\', '/'))
          .forEach(this::look);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(String path) {
    var answer = expect(path, 200);
    if (answer.type().startsWith("text/html") && INLINE.matcher(answer.text()).find()) {
      faults.add(path + ": has script or style in it");
    }
  }

  private Ask.Answer expect(String path, int status) {
    var answer = new Ask("GET", path).at(root);
    if (answer.status() != status) {
      faults.add(path + ": answered " + answer.status() + ", not " + status);
    }
    var policy = answer.header("Content-Security-Policy").orElse("");
    if (!policy.contains("default-src 'self'")
        || !policy.contains("object-src 'none'")
        || !policy.contains("frame-ancestors 'none'")
        || policy.contains("unsafe")) {
      faults.add(path + ": its policy is " + policy);
    }
    for (var header :
        List.of(
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy")) {
      if (answer.header(header).isEmpty()) {
        faults.add(path + ": has no " + header);
      }
    }
    return answer;
  }
}
