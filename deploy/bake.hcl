# All four images for both kinds of machines, with their provenance and what is in them:
#   docker buildx bake -f deploy/bake.hcl --push
variable "IMAGES" { default = "heed" }
variable "VERSION" { default = "0.1.0" }

group "default" {
  targets = ["service"]
}

target "service" {
  name       = service
  matrix     = { service = ["review-ingest", "sentiment-service", "alerting-service", "metrics-service"] }
  context    = "."
  dockerfile = "deploy/Dockerfile"
  args       = { SERVICE = service }
  tags       = ["${IMAGES}/${service}:${VERSION}"]
  platforms  = ["linux/amd64", "linux/arm64"]
  attest     = ["type=provenance,mode=max", "type=sbom"]
}
