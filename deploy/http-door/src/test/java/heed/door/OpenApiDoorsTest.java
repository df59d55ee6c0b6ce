package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Set;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class OpenApiDoorsTest {
  @Path("/v1/kept")
  @RolesAllowed("lead")
  static class Kept {
    @GET
    public String list() {
      return "";
    }

    @DELETE
    @Path("{id}/")
    @RolesAllowed({"admin", "lead"})
    public void delete() {}

    @GET
    @Path("/open")
    @PermitAll
    public String open() {
      return "";
    }

    @GET
    @Path("/any")
    @Authenticated
    public String any() {
      return "";
    }
  }

  @Path("/v1/forgotten")
  static class Forgotten {
    @POST
    public String post() {
      return "";
    }
  }

  @Path("/v1/kept")
  static class Twice {
    @GET
    @RolesAllowed("admin")
    public String listOtherwise() {
      return "";
    }
  }

  private static OpenApiDoors doors(Class<?>... types) throws IOException {
    return new OpenApiDoors(Index.of(types));
  }

  @Test
  void whatAMethodSaysGoesBeforeWhatItsClassSays() throws IOException {
    var doors = doors(Kept.class);
    assertThat(doors.at("GET", "/v1/kept").roles()).isEqualTo(Set.of("lead"));
    assertThat(doors.at("DELETE", "/v1/kept/{id}").roles()).isEqualTo(Set.of("admin", "lead"));
    assertThat(doors.at("DELETE", "/v1/kept/{id}").silent()).isTrue();
    assertThat(doors.at("GET", "/v1/kept/open").open()).isTrue();
    assertThat(doors.at("GET", "/v1/kept/any").roles()).isEqualTo(Set.of(OpenApiDoors.ANYBODY));
  }

  @Test
  void aDoorOfWhichNobodySaidWhoMayBreaksTheBuild() throws IOException {
    var doors = doors(Forgotten.class);
    assertThatThrownBy(() -> doors.at("POST", "/v1/forgotten"))
        .hasMessageContaining("nothing says who may");
  }

  @Test
  void twoMethodsOfOneDoorAgree() {
    assertThatThrownBy(() -> doors(Kept.class, Twice.class)).hasMessageContaining("differ");
  }
}
