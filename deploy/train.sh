#!/bin/sh
# Starts a service once, without broker and database, and stops it, so that the JVM writes down what it loaded and linked
# (JEP 483, 514): train.sh <folder of the service> <cache to write>. Runs while an image is built, with that image's own JVM:
# a cache is good for exactly this JVM and these files. What a training cannot reach is loaded as ever.
set -eu
folder="$1"
cache="$2"
log="$(mktemp)"
url=http://127.0.0.1:19000/q
# nobody is there to be asked: what waits for them must not hold up the start
HEED_HTTP_MANAGEMENT_PORT=19000 QUARKUS_HTTP_PORT=18080 QUARKUS_HTTP_HOST=127.0.0.1 \
  KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 QUARKUS_FLYWAY_MIGRATE_AT_START=false \
  QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:1/none QUARKUS_DATASOURCE_PASSWORD=none \
  HEED_PRIVACY_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
  HEED_PRIVACY_ERASURE_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
  "$folder/run.sh" "-XX:AOTCacheOutput=$cache" > "$log" 2>&1 &
service=$!
seconds=0
heard=""
while [ "$seconds" -lt "${TRAINING_SECONDS:-120}" ] && kill -0 "$service" 2>/dev/null; do
  if wget -q -O /dev/null "$url/health/live" 2>/dev/null; then
    heard=yes
    for path in health metrics openapi; do wget -q -O /dev/null "$url/$path" 2>/dev/null || true; done
    break
  fi
  seconds=$((seconds + 1))
  sleep 1
done
kill -TERM "$service" 2>/dev/null || true
wait "$service" || true
if [ ! -s "$cache" ] || [ -z "$heard" ]; then
  cat "$log"
  echo "the service did not come up, or left no cache" >&2
  exit 1
fi
