#!/usr/bin/env bash
# Everything about the pages that can be tested: types, lints, that the bundle in crates/server/assets is what src/ gives, colours, and every view in a browser
# (Debian: apt-get install chromium; elsewhere CHROMIUM=path). DATELINE names the program; without it ../target/release/dateline is built and taken.
#   ./test.sh              on the example stories and on stories that mean harm
#   ./test.sh --db FILE    the views and the interaction on a file of your own, which is only read
set -euo pipefail
cd "$(dirname "$0")"
if [ "${1:-}" = "--db" ]; then
  DATELINE_DB=$(realpath "$2")
  export DATELINE_DB
fi
[ -d node_modules ] || npm ci --silent
npm run --silent check
node build.mjs --check
if [ -z "${DATELINE:-}" ]; then
  (cd .. && cargo build --release --locked -p dateline)
fi
if [ -n "${DATELINE_DB:-}" ]; then
  exec node --test --test-concurrency=1 test/pages.test.mjs test/large.test.mjs
fi
exec node --test --test-concurrency=1 test/
