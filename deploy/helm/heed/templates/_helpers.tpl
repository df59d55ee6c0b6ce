{{- define "heed.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "heed.selector" -}}
app.kubernetes.io/name: heed
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "heed.labels" -}}
{{ include "heed.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* The services by name: the key of their values, and the database of those that have one. */}}
{{- define "heed.services" -}}
review-ingest: {values: ingest, database: ""}
sentiment-service: {values: sentiment, database: ""}
alerting-service: {values: alerting, database: alerting}
metrics-service: {values: metrics, database: metrics}
{{- end -}}

{{- define "heed.secret" -}}
{{- default (printf "%s-secrets" (include "heed.fullname" .)) .Values.secrets.existingSecret -}}
{{- end -}}

{{/* root, service */}}
{{- define "heed.image" -}}
{{- printf "%s/%s:%s" .root.Values.image.repository .service (default .root.Chart.AppVersion .root.Values.image.tag) -}}
{{- end -}}

{{- define "heed.proxied" -}}
{{- if or .Values.ingress.enabled .Values.gateway.enabled -}}yes{{- end -}}
{{- end -}}

{{/* Where people reach a page: root, given (may be empty), host (of the proxy) */}}
{{- define "heed.link" -}}
{{- if .given -}}
{{- .given -}}
{{- else if and (include "heed.proxied" .root) .host -}}
{{- printf "https://%s" .host -}}
{{- end -}}
{{- end -}}

{{- define "heed.kafka.cluster" -}}
{{- printf "%s-kafka" (include "heed.fullname" .) -}}
{{- end -}}

{{- define "heed.kafka.bootstrap" -}}
{{- if .Values.kafka.create -}}
{{- printf "%s-kafka-bootstrap:9093" (include "heed.kafka.cluster" .) -}}
{{- else -}}
{{- required "kafka.bootstrapServers says where the broker is, since kafka.create is false" .Values.kafka.bootstrapServers -}}
{{- end -}}
{{- end -}}

{{- define "heed.kafka.secured" -}}
{{- if or .Values.kafka.create (eq .Values.kafka.securityProtocol "SASL_SSL") -}}yes{{- end -}}
{{- end -}}

{{- define "heed.kafka.ca" -}}
{{- if .Values.kafka.create -}}
{{- printf "%s-cluster-ca-cert" (include "heed.kafka.cluster" .) -}}
{{- else if include "heed.kafka.secured" . -}}
{{- .Values.kafka.caSecret -}}
{{- end -}}
{{- end -}}

{{/* root, service: Strimzi makes a secret of the same name for each KafkaUser */}}
{{- define "heed.kafka.user" -}}
{{- if .root.Values.kafka.create -}}
{{- printf "%s-%s" (include "heed.fullname" .root) .service -}}
{{- else -}}
{{- printf "%s-%s" (required "kafka.userSecretPrefix names the users' secrets, since kafka.securityProtocol is SASL_SSL" .root.Values.kafka.userSecretPrefix) .service -}}
{{- end -}}
{{- end -}}

{{- define "heed.postgres.cluster" -}}
{{- printf "%s-postgres" (include "heed.fullname" .) -}}
{{- end -}}

{{- define "heed.postgres.ca" -}}
{{- if .Values.postgres.cnpg.enabled -}}
{{- printf "%s-ca" (include "heed.postgres.cluster" .) -}}
{{- else -}}
{{- .Values.postgres.caSecret -}}
{{- end -}}
{{- end -}}

{{/* root, database */}}
{{- define "heed.postgres.secret" -}}
{{- $given := get .root.Values.postgres (printf "%sSecret" .database) -}}
{{- if $given -}}
{{- $given -}}
{{- else if .root.Values.postgres.cnpg.enabled -}}
{{- printf "%s-%s" (include "heed.postgres.cluster" .root) .database -}}
{{- else -}}
{{- fail (printf "postgres.%sSecret names the secret with username and password of the database %s" .database .database) -}}
{{- end -}}
{{- end -}}

{{/* root, database */}}
{{- define "heed.postgres.url" -}}
{{- $v := .root.Values.postgres -}}
{{- $host := $v.host -}}
{{- if $v.cnpg.enabled -}}
{{- $host = printf "%s-rw" (include "heed.postgres.cluster" .root) -}}
{{- end -}}
{{- $port := ternary 5432 (int $v.port) $v.cnpg.enabled -}}
{{- printf "jdbc:postgresql://%s:%d/%s?sslmode=%s" (required "postgres.host says where PostgreSQL is, since postgres.cnpg.enabled is false" $host) $port .database $v.sslMode -}}
{{- if include "heed.postgres.ca" .root -}}&sslrootcert=/etc/heed/postgres/ca.crt{{- end -}}
{{- end -}}

{{/* The environment of a service's database: root, database. */}}
{{- define "heed.database.env" -}}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ include "heed.postgres.secret" . }}, key: username}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "heed.postgres.secret" . }}, key: password}
{{- end -}}

{{/* One of Heed's own secrets in the environment: root, name, key. */}}
{{- define "heed.secret.env" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: {name: {{ include "heed.secret" .root }}, key: {{ .key }}{{ if .optional }}, optional: true{{ end }}}
{{- end -}}

{{- define "heed.pod.security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "heed.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* root, database: what is mounted */}}
{{- define "heed.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if include "heed.kafka.ca" .root }}
- {name: kafka-ca, mountPath: /etc/heed/kafka, readOnly: true}
{{- end }}
{{- if and .database (include "heed.postgres.ca" .root) }}
- {name: postgres-ca, mountPath: /etc/heed/postgres, readOnly: true}
{{- end }}
{{- end -}}

{{- define "heed.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- with include "heed.kafka.ca" .root }}
- name: kafka-ca
  secret:
    secretName: {{ . }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- if .database }}
{{- with include "heed.postgres.ca" .root }}
- name: postgres-ca
  secret:
    secretName: {{ . }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end }}
{{- end -}}

{{- define "heed.pod.placing" -}}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}
