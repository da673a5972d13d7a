# For `bench/serve` and `bench/api`: starts a server on a free port of loopback and waits until it answers; it ends with the shell that asked.
#
#     start_server LOG COMMAND…     COMMAND: `dateline serve` with its options but the address; sets `server`, its process, and `address`
start_server() {
  local log=$1
  "${@:2}" --address 127.0.0.1:0 > "$log" &
  server=$!
  trap 'kill "$server" 2>/dev/null' EXIT
  until address=$(grep -om1 '127\.0\.0\.1:[0-9]*' "$log"); do
    kill -0 "$server"
    sleep 0.1
  done
}
