#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# A working day without a network, and the evening on which it comes back.
#
#   offline-and-back.sh        starts loketd itself, stops it, and starts it again with a fault that
#                              drops replies after the loket has committed
#   offline-and-back.sh URL    the same with the loket that runs there and has cases of both demo
#                              agencies: it is not stopped, and no reply is dropped
#
# Needs LOKETCTL and LOKETD, the paths of the programs (default: those of LOKET_BUILD_ROOT, else on
# PATH), and python3 to read JSON.
set -eu

BUILT=${LOKET_BUILD_ROOT:+$LOKET_BUILD_ROOT/src/}
LOKETCTL=${LOKETCTL:-${BUILT:+${BUILT}ctl/}loketctl}
LOKETD=${LOKETD:-${BUILT:+${BUILT}loketd/}loketd}
URL=${1:-}
DIR=$(mktemp -d)
TODAY=$(TZ=Europe/Brussels date +%Y-%m-%d)
SERVER=

finish () {
  [ -z "$SERVER" ] || kill "$SERVER" 2>/dev/null || true
  rm -rf "$DIR"
}
trap finish EXIT INT TERM

say () { echo "== $*"; }
fail () { echo "FAILED: $*" >&2; exit 1; }

# json EXPRESSION < FILE: an expression of python over the value `v`.
json () { python3 -c 'import json, sys; v = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"; }

same () { [ "$2" = "$3" ] || fail "$1: wanted $2, found $3"; }

# start_server OPTIONS...: always at the same port, so that the desk finds it again.
start_server () {
  : > "$DIR/loketd.out"
  "$LOKETD" --port "${PORT:-0}" --data "$DIR/loket" --cases 500 --seed 7 "$@" > "$DIR/loketd.out" &
  SERVER=$!
  tries=0
  until grep -q '^listening ' "$DIR/loketd.out"; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "loketd does not listen"
    kill -0 "$SERVER" 2>/dev/null || fail "loketd has ended"
    sleep 0.1
  done
  SERVER_URL=$(sed -n 's/^listening //p' "$DIR/loketd.out")
  PORT=${SERVER_URL##*:}
  PORT=${PORT%/}
}

stop_server () {
  kill "$SERVER"
  wait "$SERVER" || true
  SERVER=
}

desk () { "$LOKETCTL" --desk "$DIR/desk" --json "$@"; }
other_desk () { "$LOKETCTL" --desk "$DIR/other" --json "$@"; }

say "The loket, and a desk that fetches its cases"
if [ -n "$URL" ]; then
  SERVER_URL=$URL
else
  start_server
fi
desk init --server "$SERVER_URL" > /dev/null
desk sync > "$DIR/first.json"
RECEIVED=$(json 'v["received"]' < "$DIR/first.json")
[ -n "$URL" ] || same "cases received" 500 "$RECEIVED"
[ "$RECEIVED" -ge 3 ] || fail "too few cases: $RECEIVED"

say "Choosing three cases: to acknowledge, to note in, to extend"
# A case of the inbox may be acknowledged unless it has been, so the clock of the row must say so.
ACKNOWLEDGE=$(desk list --view inbox |
  json 'next(c["reference"] for c in v if c["clock"] == "acknowledgement")')
NOTE=$(desk list --view all | json "next(c['reference'] for c in v if c['reference'] != '$ACKNOWLEDGE')")
# The Flemish procedure lets the answer be extended, once, and before its term ends.
EXTEND=
EXTENDABLE='v["procedure"]["id"] == "be-vlg-bestuursdecreet" and v["step"] not in ("aftercare", "closed")
  and not any(a["type"] == "extend" for a in v["acts"])
  and any(c["clock"] == "answer" and c["state"] == "running" for c in v["clocks"])'
desk list | json '"\n".join(c["reference"] for c in v if c.get("clock"))' > "$DIR/running"
while read -r reference; do
  case $reference in "$ACKNOWLEDGE" | "$NOTE") continue ;; esac
  if [ "$(desk show "$reference" | json "$(echo "$EXTENDABLE" | tr '\n' ' ')")" = True ]; then
    EXTEND=$reference
    break
  fi
done < "$DIR/running"
[ -n "$EXTEND" ] || fail "no case may be extended"
AGENCY=$(desk show "$NOTE" | json 'v["agency"]')

if [ -z "$URL" ]; then
  say "The network goes"
  stop_server
  if desk sync > /dev/null 2> "$DIR/away"; then fail "a sync without a loket has succeeded"; fi
  same "lines of the complaint" 1 "$(wc -l < "$DIR/away" | tr -d ' ')"
fi

say "Working: acknowledge, note, extend, and a new complaint"
desk act "$ACKNOWLEDGE" acknowledge --set via=post > "$DIR/1.json"
desk act "$NOTE" note --set 'text=Gebeld met de dienst; zij bellen morgen terug.' > "$DIR/2.json"
desk act "$EXTEND" extend --set 'reason=De dienst zoekt de stukken nog.' --set via=post > "$DIR/3.json"
cat > "$DIR/case.json" <<CASE
{ "agency": "$AGENCY", "receivedOn": "$TODAY", "subject": "Geen zitplaats in de wachtzaal",
  "facts": "Er stonden twee stoelen voor dertig mensen.", "filingLanguage": "nl",
  "answerChannel": "mail", "complainants": [ { "name": "Roos Verzonnen", "email": "roos@verzonnen.example" } ],
  "grievances": [ { "id": "k1", "text": "Te weinig stoelen", "main": true } ],
  "demandKinds": [ "complaint" ], "carriers": [ "counter" ], "channels": [ "citizen" ] }
CASE
desk new --file "$DIR/case.json" > "$DIR/4.json"
NEW=$(json 'v["reference"]' < "$DIR/4.json")
case $NEW in V-*) ;; *) fail "the new complaint has no provisional reference: $NEW" ;; esac

say "Four things wait"
desk pending > "$DIR/pending.json"
same "things that wait" 4 "$(json 'len(v)' < "$DIR/pending.json")"
same "what they are" "acknowledge extend note register" \
  "$(json '" ".join(sorted(i["type"] for i in v))' < "$DIR/pending.json")"
# A desk that is closed and opened again still has them.
same "things that wait, asked again" 4 "$(desk pending | json 'len(v)')"

if [ -z "$URL" ]; then
  say "The network is back, but loses replies after the loket has committed what was sent"
  # Three, since the library of the network asks again by itself before the desk hears of it.
  start_server --fault 'PUT:/cases/*:1-3:drop'
fi

say "Syncing until nothing waits"
rounds=0
LOST=no
if ! desk sync > /dev/null 2> "$DIR/lost"; then
  same "lines of the complaint" 1 "$(wc -l < "$DIR/lost" | tr -d ' ')"
  grep -q connectionCut "$DIR/lost" && LOST=yes
fi
[ -n "$URL" ] || same "a reply was lost" yes "$LOST"
while [ "$(desk pending | json 'len(v)')" -gt 0 ]; do
  rounds=$((rounds + 1))
  [ "$rounds" -le 20 ] || fail "still waiting after $rounds rounds: $(desk pending)"
  desk sync > "$DIR/sync.json" 2> "$DIR/sync.err" || sleep 1
done

say "A second desk sees each act exactly once"
other_desk init --server "$SERVER_URL" > /dev/null
other_desk sync > /dev/null
once () {
  id=$(json 'v["actId"]' < "$2")
  other_desk show "$1" > "$DIR/seen.json"
  same "times that $3 is seen" 1 "$(json "sum(a['actId'] == '$id' for a in v['acts'])" < "$DIR/seen.json")"
  same "times that the loket has taken $3" 1 \
    "$(json "sum(a['actId'] == '$id' and a.get('seq', 0) > 0 for a in v['acts'])" < "$DIR/seen.json")"
}
once "$ACKNOWLEDGE" "$DIR/1.json" "the acknowledgement"
once "$NOTE" "$DIR/2.json" "the note"
once "$EXTEND" "$DIR/3.json" "the extension"
# The provisional reference stays valid beside the one that the loket gave.
other_desk show "$NEW" > "$DIR/new.json"
same "case of the provisional reference" "$(json 'v["caseId"]' < "$DIR/4.json")" "$(json 'v["caseId"]' < "$DIR/new.json")"
same "times that the new complaint is listed" 1 \
  "$(other_desk list | json "sum(c['caseId'] == '$(json 'v["caseId"]' < "$DIR/new.json")' for c in v)")"
same "cases that both desks see" "$(desk list | json 'sorted(c["caseId"] for c in v)' | cksum)" \
  "$(other_desk list | json 'sorted(c["caseId"] for c in v)' | cksum)"

say "A third sync moves nothing"
other_desk sync > /dev/null
other_desk sync > "$DIR/third.json"
same "third sync of the second desk" "0 0 0" "$(json '"%d %d %d" % (v["received"], v["sent"], v["pending"])' < "$DIR/third.json")"
desk sync > /dev/null
desk sync > "$DIR/third.json"
same "third sync of the first desk" "0 0 0" "$(json '"%d %d %d" % (v["received"], v["sent"], v["pending"])' < "$DIR/third.json")"

[ -n "$URL" ] || stop_server
say "done"
