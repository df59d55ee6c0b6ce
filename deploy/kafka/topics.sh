#!/bin/sh
# Creates the topics that are missing, and leaves alone those that exist. A test holds this list equal to the code's.
# HEED_TOPICS_RETENTION: how long what is on them is kept, as ISO 8601 has it (P7D, PT36H). A log forgets by whole
# segments, so these are a seventh of it: what is older than the retention and a seventh is gone.
# KAFKA_COMMAND_CONFIG names a file with what a broker wants that asks who is there (docs/tls.md).
set -eu
milliseconds() { # days, hours, minutes and seconds
  parts=$(printf '%s\n' "$1" | sed -n 's/^P\(\([0-9]*\)D\)\{0,1\}\(T\(\([0-9]*\)H\)\{0,1\}\(\([0-9]*\)M\)\{0,1\}\(\([0-9]*\)S\)\{0,1\}\)\{0,1\}$/\2:\5:\7:\9/p')
  case "$parts" in ""|:::) echo "HEED_TOPICS_RETENTION is '$1', must be like P7D or PT36H" >&2; return 1 ;; esac
  old_ifs=$IFS
  IFS=:
  # shellcheck disable=SC2086 # split on purpose
  set -- $parts
  IFS=$old_ifs
  echo $(( (((${1:-0} * 24 + ${2:-0}) * 60 + ${3:-0}) * 60 + ${4:-0}) * 1000 ))
}
retention_ms="${HEED_TOPICS_RETENTION_MS:-$(milliseconds "${HEED_TOPICS_RETENTION:-P7D}")}"
segment_ms=$((retention_ms / 7))
replication="${HEED_TOPICS_REPLICATION:-1}"
create() { # name, partitions, largest record in bytes, further settings
  name=$1 partitions=$2 largest=$3
  shift 3
  set -- --config "max.message.bytes=$largest" --config "segment.ms=$segment_ms" "$@"
  "${KAFKA_TOPICS:-/opt/kafka/bin/kafka-topics.sh}" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --create --if-not-exists \
     ${KAFKA_COMMAND_CONFIG:+--command-config "$KAFKA_COMMAND_CONFIG"} \
    --topic "$name" --partitions "$partitions" --replication-factor "$replication" "$@"
}
for topic in reviews-received reviews-tagged cases-changed answers-published orders-changed invitations-changed kpi-alarms customer-segments; do
  create "$topic" 12 1048576 --config cleanup.policy=delete --config "retention.ms=$retention_ms"
done
for topic in training-samples models-promoted access-changed; do
  create "$topic" 12 1048576 --config cleanup.policy=compact --config "max.compaction.lag.ms=$retention_ms"
done
for topic in sentiment-service-dead-letter alerting-service-dead-letter metrics-service-dead-letter; do
  create "$topic" 3 3145728 --config cleanup.policy=delete --config "retention.ms=$retention_ms"
done
