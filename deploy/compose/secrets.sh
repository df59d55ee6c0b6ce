#!/bin/sh
# Makes the secrets that are missing, and leaves alone those that exist. A folder per reader, so that each is shown its own
# and no other's: files are readable by their reader's account only.
#
# What is set in the environment (from .env) is taken instead of a random value. Passwords of the database's roles are taken
# from here only when its data folder is new: docs/operations.md says how they are changed.
set -eu
umask 077
folder="${1:?the folder to write to}"

random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
# Kafka wants no dash in front
url_safe() { tr '+/' '-_' | tr -d '=' | sed 's/^-/A/'; }

# take FILE VALUE: what was given, if it can stand in a file of settings as it is
take() {
  case "$2" in
    *[!A-Za-z0-9+/=_.,-]*)
      echo "the value given for $1 holds something other than letters, digits and + / = _ . , -" >&2
      exit 1
      ;;
  esac
  put "$1" "$2"
}

# keep FILE [VALUE]: the value if there is one, else what is there, else a random one
keep() {
  if [ -n "${2:-}" ]; then take "$1" "$2"; elif [ ! -s "$folder/$1" ]; then put "$1" "$(random | url_safe)"; fi
}

# A file is there with all of its content or not at all.
put() {
  mkdir -p "$folder/$(dirname "$1")"
  chmod 0700 "$folder/$(dirname "$1")"
  rm -f "$folder/$1.new"
  printf '%s\n' "$2" > "$folder/$1.new"
  mv -f "$folder/$1.new" "$folder/$1"
}

# 32 bytes in plain Base64, as the services' keys are
keep_key() {
  if [ -n "${2:-}" ]; then take "$1" "$2"; elif [ ! -s "$folder/$1" ]; then put "$1" "$(random)"; fi
}

# earlier FILE KEY [VALUE]: a line of settings for keys that were in force before, if there are any
earlier() {
  if [ -n "${3:-}" ]; then take "$1" "$3"; fi
  if [ -s "$folder/$1" ]; then echo "$2=$(value "$1")"; fi
}

value() { cat "$folder/$1"; }

# give ACCOUNT READER: the account that reads the folder owns it, and cannot write it
give() {
  chmod 0400 "$folder/$2"/*
  chmod 0500 "$folder/$2"
  if [ "$(id -u)" = 0 ]; then chown -R "$1" "$folder/$2"; fi
}

keep_key master/session-secret "${HEED_SESSION_SECRET:-}"
keep_key master/privacy-key "${HEED_PRIVACY_KEY:-}"
keep_key master/form-key "${HEED_FORM_KEY:-}"
keep_key master/erasure-key "${HEED_PRIVACY_ERASURE_KEY:-}"
keep master/alerting-password "${HEED_ALERTING_DB_PASSWORD:-}"
keep master/metrics-password "${HEED_METRICS_DB_PASSWORD:-}"
keep master/postgres-password "${POSTGRES_PASSWORD:-}"
keep master/grafana-password "${GRAFANA_PASSWORD:-}"
keep master/keycloak-password "${KEYCLOAK_PASSWORD:-}"
if [ -n "${KAFKA_CLUSTER_ID:-}" ] || [ ! -s "$folder/master/cluster-id" ]; then
  take master/cluster-id "${KAFKA_CLUSTER_ID:-$(head -c 16 /dev/urandom | base64 | url_safe)}"
fi
if [ -n "${HEED_KEYS_ADMIN_SHA256:-}" ]; then
  # whoever brings a hash keeps the key, and this machine never sees it
  rm -f "$folder/master/admin-key"
  take master/admin-sha256 "$HEED_KEYS_ADMIN_SHA256"
  admin="$(value master/admin-sha256)"
else
  keep master/admin-key
  admin="$(value master/admin-key | tr -d '\n' | sha256sum | cut -d ' ' -f 1)"
fi

# settings SERVICE LINE...: read after the service's own settings, before its environment (hence the ordinal)
settings() {
  service="$1"
  shift
  put "$service/application.properties" "$(
    printf '%s\n' "config_ordinal=275" \
      "heed.keys.admin.sha256=$admin" "heed.keys.admin.storefronts=*" "heed.keys.admin.roles=*" \
      "heed.session.secret=$(value master/session-secret)" "$@"
  )"
  give 10001:10001 "$service"
}

privacy="heed.privacy.key=$(value master/privacy-key)"
erasure="heed.privacy.erasure-key=$(value master/erasure-key)
$(earlier master/earlier-erasure-keys heed.privacy.previous-erasure-keys "${HEED_PRIVACY_PREVIOUS_ERASURE_KEYS:-}")"
form="heed.form.key=$(value master/form-key)"
earlier_privacy="$(earlier master/earlier-privacy-keys heed.privacy.previous-keys "${HEED_PRIVACY_PREVIOUS_KEYS:-}")"
settings review-ingest "$privacy" "$earlier_privacy" "$form" \
  "$(earlier master/earlier-form-keys heed.form.previous-keys "${HEED_FORM_PREVIOUS_KEYS:-}")"
settings sentiment-service "$erasure"
settings alerting-service "$privacy" "$earlier_privacy" "$form" "$erasure" \
  "quarkus.datasource.password=$(value master/alerting-password)"
settings metrics-service "$erasure" "quarkus.datasource.password=$(value master/metrics-password)"

put postgres/postgres-password "$(value master/postgres-password)"
put postgres/alerting-password "$(value master/alerting-password)"
put postgres/metrics-password "$(value master/metrics-password)"
give 70:70 postgres
put kafka/cluster-id "$(value master/cluster-id)"
give 1000:1000 kafka
put grafana/admin-password "$(value master/grafana-password)"
give 472:0 grafana
put keycloak/admin-password "$(value master/keycloak-password)"
give 1000:0 keycloak
