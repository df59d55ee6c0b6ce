#!/bin/sh
# After PostgreSQL was restored to an earlier moment, while alerting-service and metrics-service are stopped: the places
# that their groups have committed are ahead of the database, so they are wound back, or what lies between is lost.
#
#   KAFKA_BOOTSTRAP_SERVERS=... after-restore.sh SINCE [--command-config admin.properties]
#
# SINCE: the moment restored to, less how far readers were behind then, less a quarter of an hour for clocks: in UTC,
# 2026-11-27T09:15:00.000. Earlier does no harm, everything is told apart by its revision. docs/backup.md has all steps.
set -eu
since=$1
shift
# A copy that was killed is a member for a while yet. The tool ends with 0 even where it refuses: its words decide.
wind() {
  tries=0
  until said=$("${KAFKA_CONSUMER_GROUPS:-/opt/kafka/bin/kafka-consumer-groups.sh}" \
    --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" "$@" --execute 2>&1) && ! printf '%s\n' "$said" | grep -q '^Error'; do
    printf '%s\n' "$said" >&2
    tries=$((tries + 1))
    [ "$tries" -lt 24 ] || exit 1
    sleep 5
  done
  printf '%s\n' "$said"
}
# What comes from outside is read again.
wind "$@" --group alerting-service --topic reviews-tagged --reset-offsets --to-datetime "$since"
wind "$@" --group metrics-service --topic reviews-tagged --reset-offsets --to-datetime "$since"
wind "$@" --group alerting-service-invitations --topic orders-changed --reset-offsets --to-datetime "$since"
wind "$@" --group alerting-service-telling --topic kpi-alarms --topic customer-segments --topic invitations-changed \
  --reset-offsets --to-datetime "$since"
# What became of invitations is, too: any repetition comes to the same, and one who was forgotten is told of but once.
wind "$@" --group metrics-service --topic invitations-changed --reset-offsets --to-datetime "$since"
# What alerting-service told of cases is not: part of it is no longer so. after-restore.sql has it tell what still is.
wind "$@" --group metrics-service --topic cases-changed --topic answers-published --reset-offsets --to-latest
