#!/bin/sh
# Creates the topics that are missing, and leaves alone those that exist. A test holds this list equal to the code's.
# KAFKA_COMMAND_CONFIG names a file with what a broker wants that asks who is there (docs/tls.md).
set -eu
retention_ms="${HEED_TOPICS_RETENTION_MS:-604800000}"
replication="${HEED_TOPICS_REPLICATION:-1}"
create() { # name, partitions, largest record in bytes, further settings
  name=$1 partitions=$2 largest=$3
  shift 3
  set -- --config "max.message.bytes=$largest" "$@"
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --create --if-not-exists \
    ${KAFKA_COMMAND_CONFIG:+--command-config "$KAFKA_COMMAND_CONFIG"} \
    --topic "$name" --partitions "$partitions" --replication-factor "$replication" "$@"
}
for topic in reviews-received reviews-tagged cases-changed answers-published kpi-alarms customer-segments; do
  create "$topic" 12 1048576 --config cleanup.policy=delete --config "retention.ms=$retention_ms"
done
for topic in training-samples models-promoted; do
  create "$topic" 12 1048576 --config cleanup.policy=compact
done
for topic in sentiment-service-dead-letter alerting-service-dead-letter metrics-service-dead-letter; do
  create "$topic" 3 3145728 --config cleanup.policy=delete --config "retention.ms=$retention_ms"
done
