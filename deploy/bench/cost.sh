#!/usr/bin/env bash
# What a review costs: processor time of each process per accepted review, of a Heed of its own on a throw-away folder.
# Linux only (/proc). Prints a line per process; docs/scaling.md says what follows from it.
#   deploy/bench/cost.sh [REVIEWS in bulk, default 60000] [REVIEWS posted one by one, default 6000]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bulk=${1:-60000} singles=${2:-6000} base=${HEED_PORT_BASE:-23000}
data=$(mktemp -d)
out=$data/out
HEED_DISPLAY_PUBLIC=false setsid ./heed up --data "$data/heed" --port-base "$base" >"$out" 2>&1 &
leader=$!
stop() {
  kill -TERM -- "-$leader" 2>/dev/null || true
  wait "$leader" 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT
for _ in $(seq 600); do
  grep -q '^key: ' "$out" && break
  kill -0 "$leader" || { cat "$out"; exit 1; }
  sleep 1
done
key=$(sed -n 's/^key: //p' "$out")

# One in ten is unhappy; texts of the samples' kind, 60 to 200 characters; 200 products of 4 shops.
reviews() { # number of the first, how many
  awk -v first="$1" -v count="$2" 'BEGIN {
    split("The kettle works well and looks good on the shelf.|Arrived a day early, well packed, my mother is happy with it.|Fits as described, the colour is a little darker than in the picture but I like it.|Good value. I have used it every day for three weeks now and nothing broke or came loose so far, the instructions were clear.", good, "|")
    split("It leaks since the second day and nobody answers my mails.|Broken on arrival, delivery took three weeks and support was rude. I want my money back.", bad, "|")
    for (i = first; i < first + count; i++) {
      unhappy = i % 10 == 0
      text = unhappy ? bad[i % 2 + 1] : good[i % 4 + 1]
      printf "{\"externalId\":\"o-%d\",\"storefront\":\"shop-%d\",\"product\":{\"id\":\"sku-%d\"},\"customer\":{\"id\":\"c-%d\"},\"order\":{\"id\":\"o-%d\"},\"rating\":{\"scale\":\"STARS_5\",\"value\":%d},\"survey\":{\"nps\":%d},\"country\":\"GB\",\"text\":\"%s No %d.\"}\n", i, i % 4, i % 200, i % 20000, i, unhappy ? 1 : 4 + i % 2, unhappy ? 2 : 9, text, i
    }
  }'
}
ticks() { # all processes as "name ticks", PostgreSQL with its backends
  local name pid
  while read -r name pid _; do
    echo "$name $(awk '{print $14 + $15}' "/proc/$pid/stat")"
  done < <(grep -v '^launcher' "$data/heed/running")
  local postmaster
  postmaster=$(head -n 1 "$data/heed/postgres/data/postmaster.pid")
  # 16 and 17: what ended children have used
  echo "PostgreSQL $({ cat "/proc/$postmaster/stat"; for p in $(pgrep -P "$postmaster"); do cat "/proc/$p/stat" 2>/dev/null || true; done; } |
    sed 's/.*) //' | awk 'NR == 1 {sum += $14 + $15} {sum += $12 + $13} END {print sum}')"
}
total=0
settled() { # waits until metrics-service knows all reviews, and no more cases come to be known
  local kpis seen=0 cases=0 before=-1
  for _ in $(seq 450); do
    kpis=$(curl -sf "http://127.0.0.1:$((base + 3))/v1/kpis?window=24h" -H "Authorization: Bearer $key" || true)
    seen=$(sed -n 's/^[^:]*:[^:]*"reviews":\([0-9]*\).*/\1/p' <<<"$kpis") # the first one
    cases=$(sed -n 's/.*"running":\([0-9]*\).*/\1/p' <<<"$kpis")
    [ "${seen:-0}" -ge "$total" ] && [ "${cases:-0}" = "$before" ] && return
    before=${cases:-0}
    sleep 2
  done
  echo "only ${seen:-0} of $total reviews came through" >&2
  exit 1
}
post_bulk() { # what is answered 503 is sent again, which is safe
  reviews "$1" "$2" >"$data/bulk"
  curl -sf --retry 20 --retry-delay 2 -X POST "http://127.0.0.1:$base/v1/reviews" -H "Authorization: Bearer $key" \
    -H 'Content-Type: application/x-ndjson' --data-binary "@$data/bulk" >/dev/null
  total=$((total + $2))
}
post_singles() {
  reviews "$1" "$2" | while read -r line; do
    printf 'url = "http://127.0.0.1:%s/v1/reviews"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\noutput = "/dev/null"\ndata = "%s"\nnext\n' \
      "$base" "$key" "${line//\"/\\\"}"
  done | sed '$d' >"$data/singles"
  curl -sf --no-progress-meter --retry 20 --retry-delay 2 --parallel --parallel-max 16 -K "$data/singles"
  total=$((total + $2))
}
report() { # title, how many, before, after
  echo "$1: $2 reviews"
  join <(sort "$3") <(sort "$4") | awk -v n="$2" -v hz="$(getconf CLK_TCK)" \
    '{us = ($3 - $2) * 1000000 / hz / n; printf "  %-20s %7.0f us per review\n", $1, us}'
}
bytes() { # on disk, of the topics and of the databases without their log
  echo "topics $(du -sb --exclude '*.index' --exclude '*.timeindex' "$data/heed/kafka" | cut -f 1)"
  echo "databases $(du -sb "$data/heed/postgres/data/base" | cut -f 1)"
}
run() { # title, posting function, first, how many
  ticks >"$data/before"
  "$2" "$3" "$4"
  settled
  ticks >"$data/after"
  report "$1" "$4" "$data/before" "$data/after"
}
post_bulk 1000000 "$((bulk / 2))" # warms up
settled
bytes >"$data/bytes"
run bulk post_bulk 2000000 "$bulk"
join <(sort "$data/bytes") <(bytes | sort) |
  awk -v n="$bulk" '{printf "  %-20s %7.0f bytes per review\n", $1, ($3 - $2) / n}'
post_singles 3000000 "$((singles / 3))"
settled
run "one by one" post_singles 4000000 "$singles"
