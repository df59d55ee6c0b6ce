#!/bin/sh
# Runs once, on an empty data volume: a database and a role for each service that keeps state; neither reads the other's.
# Passwords come from files that only this account reads.
set -eu
secrets="${HEED_SECRETS:-/run/secrets/heed}"
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v alerting_password="$(cat "$secrets/alerting-password")" -v metrics_password="$(cat "$secrets/metrics-password")" <<'SQL'
CREATE ROLE alerting LOGIN PASSWORD :'alerting_password';
CREATE ROLE metrics LOGIN PASSWORD :'metrics_password';
CREATE DATABASE alerting OWNER alerting;
CREATE DATABASE metrics OWNER metrics;
REVOKE CONNECT ON DATABASE alerting FROM PUBLIC;
REVOKE CONNECT ON DATABASE metrics FROM PUBLIC;
SQL
