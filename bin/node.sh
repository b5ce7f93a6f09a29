# What bin/web and bin/edge share, which read this beside their package.json: Node, and the packages that it installs.

OLDEST_NODE=20

say() { echo "medic-scribe: $*" >&2; }

# Ends the program where Node is not here: as a failure where nothing may be left out, which in CI is always so.
need_node() {  # what needs it, what is then left out, "must" where it may not be
  if recent_node; then return; fi
  say "$1 needs Node $OLDEST_NODE or newer, which is not here."
  if [ -n "${CI:-}" ] || [ "${3:-}" = must ]; then exit 1; fi
  say "$2"
  exit 0
}

recent_node() {
  command -v npm >/dev/null && node -e "process.exit(Number(parseInt(process.versions.node) < $OLDEST_NODE))" 2>/dev/null
}

install_packages() {  # what they are
  if [ node_modules/.ready -nt package-lock.json ]; then return; fi
  say "Installing $1…"
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.ready
}
