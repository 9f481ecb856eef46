# The Cashu mint on this machine, at the port that cdk-mintd or Nutshell opens by itself.

find_mint() {
  if [ -n "$mint_url" ]; then
    is_mint "$mint_url" || fail "no mint answers at $mint_url/v1/info"
    want MINT_URL "$mint_url"
    return
  fi
  for mint_url in http://127.0.0.1:8085 http://127.0.0.1:3338; do
    is_mint "$mint_url" || continue
    say "found a mint at $mint_url"
    suggest MINT_URL "$mint_url"
    return
  done
}

# NUT-06 tells what a mint says about itself.
is_mint() {
  # shellcheck disable=SC2016 # The dollar signs are JavaScript's.
  node --input-type=module -e '
    const answer = await fetch(`${process.argv[1]}/v1/info`, { signal: AbortSignal.timeout(3000) });
    process.exit("nuts" in (await answer.json()) ? 0 : 1);
  ' "$1" 2>/dev/null
}
