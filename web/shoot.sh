#!/usr/bin/env bash
# Photographs every view, in light, dark and narrow, into ../docs/screenshots. Needs what test.sh needs.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent
if [ -z "${DATELINE:-}" ]; then
  (cd .. && cargo build --release --locked -p dateline)
fi
exec node tools/shoot.mjs "$@"
