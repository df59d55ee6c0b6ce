#!/bin/sh
# Starts a service from the folder this lies in. Its jars are on the JVM's own class path, in the order Quarkus' runner asks
# them in (what it generated and changed comes first), because a cache holds only what the JVM's own loaders load.
set -eu
cd "$(dirname "$0")"
jars=quarkus/transformed-bytecode.jar:quarkus/generated-bytecode.jar
for jar in app/*.jar lib/boot/*.jar lib/main/*.jar; do jars="$jars:$jar"; done
if [ -s heed.aot ]; then set -- -XX:AOTCache=heed.aot "$@"; fi
# shellcheck disable=SC2086 # options are words
exec java -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError \
  --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
  --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -Djava.io.tmpdir=/tmp \
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager ${JAVA_OPTIONS:-} "$@" \
  -cp "$jars" io.quarkus.runner.GeneratedMain
