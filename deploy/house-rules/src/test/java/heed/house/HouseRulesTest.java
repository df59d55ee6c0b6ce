package heed.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {
  private static final JavaClasses CLASSES = House.classes();
  private static final String[] FRAMEWORKS = {
    "io.quarkus..",
    "jakarta..",
    "io.smallrye..",
    "io.vertx..",
    "org.hibernate..",
    "java.sql..",
    "javax.sql..",
    "org.eclipse.microprofile.."
  };

  @ParameterizedTest
  @CsvSource({
    "heed.ingest,'heed.sentiment..,heed.alerting..,heed.metrics..'",
    "heed.sentiment,'heed.ingest..,heed.alerting..,heed.metrics..'",
    "heed.alerting,'heed.ingest..,heed.sentiment..,heed.metrics..'",
    "heed.metrics,'heed.ingest..,heed.sentiment..,heed.alerting..'",
  })
  void aServiceKnowsNoOtherService(String service, String others) {
    noClasses()
        .that()
        .resideInAPackage(service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.split(","))
        .because("services meet on topics only; a shared class is a shared release")
        .check(CLASSES);
  }

  @Test
  void theEventsKnowNoFramework() {
    classes()
        .that()
        .resideInAPackage("heed.events..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "heed.events..",
            "java..",
            "javax.crypto..",
            "com.fasterxml.jackson..",
            "org.apache.kafka.clients..",
            "org.apache.kafka.common..",
            "org.jspecify..")
        .because("review-events is the contract, and nothing else may move in")
        .check(CLASSES);
  }

  @Test
  void decidersArePure() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Decider")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS)
        .because("a rule that needs no server to be tried is tried")
        .check(CLASSES);
  }

  @Test
  void decidersAreToldTheTime() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Decider")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("the same facts at the same instant decide the same")
        .check(CLASSES);
  }

  @Test
  void whomToAskForAReviewIsDecidedWithoutKnowingAny() {
    noClasses()
        .that()
        .resideInAPackage("heed.alerting.invitations..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("heed.events.Review")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("heed\\.events\\.(ReviewTagged|Tags|Rating|Survey|Segment|Case|Alarm).*")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("heed\\.alerting\\.Case.*")
        .because("everybody is asked alike, whatever he said before or is expected to say")
        .check(CLASSES);
  }

  @Test
  void theTextModelKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("heed.sentiment.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS)
        .because("models come and go behind one small interface")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .that()
        .resideInAPackage("heed..")
        .should()
        .haveSimpleNameEndingWith("Dto")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .because("such a name is a place where anything may go")
        .check(CLASSES);
  }

  @Test
  void servicesSpeakThroughTheLog() {
    noClasses()
        .that()
        .resideInAnyPackage("heed.ingest..", "heed.alerting..", "heed.metrics..", "heed.door..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("what a service prints past its log is lost in a container")
        .check(CLASSES);
  }
}
