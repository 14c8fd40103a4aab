# Debian packages of third_party/system_packages.txt. Sourced by tools/setup, at the project's root.

# missing_packages SECTIONS: the packages of those sections that this machine lacks, on one line.
missing_packages() {
  local section=base line package command wanted=()
  while IFS= read -r line; do
    line=${line%%#*}
    case $line in
      \[*\]*) section=${line#[}; section=${section%%]*}; continue ;;
      *\|*) package=${line%%|*} command=${line##*| } ;;
      *) package=$line command= ;;
    esac
    package=${package//[[:space:]]/}
    [[ -n $package && " $1 " == *" $section "* ]] || continue
    [[ -n $command ]] && have_command "$command" && continue
    wanted+=("$package")
  done < third_party/system_packages.txt
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^ii *//p') || true
  for package in "${wanted[@]}"; do
    grep -qxF -- "$package" <<< "$installed" || printf '%s ' "$package"
  done | sed 's/ $//'
}

have_command() {
  command -v "$1" >/dev/null || return 1
  # npm's oldest lock format that we write needs Node 18.
  [[ $1 != node ]] || node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'
}

# install_packages NAME...: through apt, as root or with sudo, with one line of progress per package.
install_packages() {
  local as_root=() log
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || fail "these packages are missing, and there is no sudo to install them: $*"
    as_root=(sudo)
  fi
  echo "installing $# Debian packages: $*" >&2
  log=$(mktemp)
  trap 'rm -f "$log"' RETURN
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o APT::Update::Error-Mode=any)
  { "${as_root[@]}" update && "${as_root[@]}" install -y --no-install-recommends "$@"; } 2>&1 |
    tee "$log" | awk '/^Setting up/ { printf "  %s %s\n", $3, $4 > "/dev/stderr" }' ||
    fail "apt cannot install them: $(grep -m1 '^E: ' "$log" || tail -n1 "$log")"
}
