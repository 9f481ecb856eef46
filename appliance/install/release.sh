# The program: checked, and put beside the one that runs before it takes its place.

verify_release() {
  released_for=$(cat "$source/ARCHITECTURE")
  [ "$released_for" = "$processor" ] || fail "this release is for $released_for, and this machine is $processor"
  is_whole "$source" || fail 'the release is damaged: files differ from SHA256SUMS. Fetch it again.'
  version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$source/package.json")
  release=$program/releases/$version
}

is_whole() {
  (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS) >"$work/differs" 2>&1
}

# A release that was changed on the disk is put right as well.
place_release() {
  is_in_place || change "put version $version into $release" copy_release
  if [ "$(readlink "$program/current")" != "releases/$version" ]; then
    change "make $version the version that runs" switch_release
  fi
  put "$command" 755 <"$source/appliance/install/satoshop.sh"
}

is_in_place() {
  [ "$source" = "$release" ] || { cmp -s "$source/SHA256SUMS" "$release/SHA256SUMS" && is_whole "$release"; }
}

copy_release() {
  rm -rf "$release.new" "$release.old"
  mkdir -p "$release.new"
  (cd "$source" && tar -cf - .) | tar -xf - -C "$release.new" --no-same-owner --no-same-permissions
  chown -R root:root "$release.new"
  chmod -R u=rwX,go=rX "$release.new"
  is_whole "$release.new" || fail "the copy in $release.new is damaged: is the disk all right?"
  if [ -e "$release" ]; then mv "$release" "$release.old"; fi
  mv "$release.new" "$release"
  rm -rf "$release.old"
}

switch_release() {
  ln -sfn "releases/$version" "$program/current.new"
  mv -fT "$program/current.new" "$program/current"
}
