package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options parse(String... words) {
    return Options.parse(List.of(words), Path.of("root"));
  }

  @Test
  void withoutAnyWordEveryFaultIsDrilledWithThreeSeeds() {
    var options = parse();
    assertThat(options.allSeeds()).containsExactly(1L, 2L, 3L);
    assertThat(Drills.named(options.drills())).hasSize(17).isEqualTo(Drills.FAULTS);
    assertThat(options.work()).isEqualTo(Path.of("root", ".heed", "drill", "drill-run"));
  }

  @Test
  void aSeedThatIsGivenIsTheOnlyOneUnlessMoreAreAskedFor() {
    assertThat(parse("--seed", "7").allSeeds()).containsExactly(7L);
    assertThat(parse("--seed", "7", "--seeds", "2").allSeeds()).containsExactly(7L, 8L);
  }

  @Test
  void minutesWithoutANameAreMinutesOfRandomFaults() {
    assertThat(parse("--minutes", "2").drills()).containsExactly("random");
    assertThat(parse("soak", "--minutes", "2").drills()).containsExactly("soak");
    assertThat(parse("--minutes", "2").lasting()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void drillsAreKnownByNumberAndByName() {
    assertThat(Drills.named(List.of("17"))).isEqualTo(Drills.named(List.of("replay")));
    assertThatThrownBy(() -> Drills.named(List.of("18"))).hasMessageContaining("18 is no drill");
  }

  @Test
  void numbersAreTheirsAloneAndInOrder() {
    assertThat(Drills.FAULTS.stream().map(Drill::number))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    assertThat(Drills.ALL.stream().map(Drill::name)).doesNotHaveDuplicates();
  }

  @Test
  void aFolderOfTheUsersIsNotWorkedIn() {
    assertThat(parse("--data", ".").work()).isEqualTo(Path.of(".", "drill-run"));
  }

  @Test
  void theTableIsNotWrittenWhereItWouldBeRemoved() {
    assertThatThrownBy(() -> parse("--data", "d", "--json", "d/x/../drill-run/t.json"))
        .hasMessageContaining("choose another");
    assertThat(parse("--data", "d", "--json", "d/t.json").json()).isEqualTo(Path.of("d/t.json"));
  }

  @Test
  void noDrillOutlastsTheDayThatItsKpisCountNorTheLedgersHeap() {
    assertThatThrownBy(() -> parse("soak", "--minutes", "1401")).hasMessageContaining("to 1400");
    assertThatThrownBy(() -> parse("soak", "--minutes", "200"))
        .hasMessageContaining("2400000 reviews")
        .hasMessageContaining("take less of either");
    assertThat(parse("soak", "--minutes", "1400", "--rate", "20").lasting())
        .isEqualTo(Duration.ofMinutes(1_400));
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatThrownBy(() -> parse("--seeds", "0")).hasMessageContaining("from 1 to 1000");
    assertThatThrownBy(() -> parse("--rate")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> parse("--loud")).hasMessageContaining("--loud is not known");
  }
}
