package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneLauncherAtATime() throws Exception {
    try (var held = DataFolder.open(folder.resolve("data"))) {
      assertThatThrownBy(() -> DataFolder.open(held.path()))
          .hasMessageStartingWith("another Heed runs on " + held.path());
    }
    DataFolder.open(folder.resolve("data")).close();
  }

  @Test
  void refusesAFileInItsPlaceInOneSentence() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("the data folder " + file + " cannot be written");
  }

  @Test
  void keepsSecretsForTheOwner() throws Exception {
    try (var data = DataFolder.open(folder.resolve("data"))) {
      var secrets = new Secrets(data.resolve("secrets"));
      assertThat(secrets.demoKey()).isEqualTo(new Secrets(data.resolve("secrets")).demoKey());
      assertThat(Files.getPosixFilePermissions(data.resolve("secrets/demo-key")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }
}
