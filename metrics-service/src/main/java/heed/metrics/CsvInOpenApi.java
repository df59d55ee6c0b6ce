package heed.metrics;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Says of every table that {@link CsvAnswers} makes that it can be had as one. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CsvInOpenApi implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (item.getGET() != null && CsvAnswers.TABLES.matcher(path).matches()) {
                asTable(item.getGET());
              }
            });
  }

  private static void asTable(Operation operation) {
    var ok = operation.getResponses().getAPIResponse("200");
    if (ok != null && ok.getContent() != null) {
      ok.getContent()
          .addMediaType(
              "text/csv",
              OASFactory.createMediaType()
                  .schema(
                      OASFactory.createSchema().type(java.util.List.of(Schema.SchemaType.STRING))));
    }
  }
}
